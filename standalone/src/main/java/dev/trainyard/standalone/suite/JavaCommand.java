package dev.trainyard.standalone.suite;

import java.nio.file.Path;
import java.util.List;

/** The command line of a JVM that shares a machine with four others. */
final class JavaCommand {

    List<String> running(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // By default each JVM would take a quarter of the machine's memory, and there are five.
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // A service that is out of memory is better gone, and said to be, than half alive.
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.toString());
    }
}
