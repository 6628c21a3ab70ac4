package dev.trainyard.standalone.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How one program of the suite is started, and where it says that it is ready. Secrets belong into the environment. */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workingDirectory,
        Path log,
        URI readiness) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
