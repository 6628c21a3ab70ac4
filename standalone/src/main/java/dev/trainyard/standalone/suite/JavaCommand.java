package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.startup.AotCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM that shares a machine with four others. */
final class JavaCommand {

    /**
     * Ten times the usual thresholds of the optimising compiler: without a cache it takes a third of the work of a
     * start for methods that matter then and never again. What is hot under load gets there a few seconds later.
     */
    private static final List<String> OPTIMISING_LATER = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private JavaCommand() {}

    static List<String> running(Path jar, AotCache cache) {
        return command(jar, cache.exists() ? List.of("-XX:AOTCache=" + cache.file()) : OPTIMISING_LATER);
    }

    /** The same at the lowest priority, with a cache for the next start written at the end. */
    static List<String> rehearsing(Path jar, AotCache cache) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(command(jar, List.of("-XX:AOTCacheOutput=" + cache.draft())));
        return command;
    }

    private static List<String> command(Path jar, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // By default each JVM would take a quarter of the machine's memory, and there are five.
                "-Xmx512m",
                // Not chosen by the size of the machine: a cache is good for one collector only.
                "-XX:+UseSerialGC",
                // A service that is out of memory is better gone, and said to be, than half alive.
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
