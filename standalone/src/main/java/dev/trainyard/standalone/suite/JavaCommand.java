package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.startup.AotCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM that shares a machine with four others. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> running(Path jar, AotCache cache) {
        return cache.exists() ? command(jar, "-XX:AOTCache=" + cache.file()) : command(jar);
    }

    /** The same at the lowest priority, with a cache for the next start written at the end. */
    static List<String> rehearsing(Path jar, AotCache cache) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(command(jar, "-XX:AOTCacheOutput=" + cache.draft()));
        return command;
    }

    private static List<String> command(Path jar, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // By default each JVM would take a quarter of the machine's memory, and there are five.
                "-Xmx512m",
                // Not chosen by the size of the machine: a cache is good for one collector only.
                "-XX:+UseSerialGC",
                // A service that is out of memory is better gone, and said to be, than half alive.
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
