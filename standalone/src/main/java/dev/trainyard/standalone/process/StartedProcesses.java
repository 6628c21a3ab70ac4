package dev.trainyard.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers on disk which processes were started, so that a start after a crash finds those that the crash left. */
public final class StartedProcesses {

    private final Path directory;

    public StartedProcesses(Path directory) {
        this.directory = directory;
    }

    /** A process that outlived the one that started it. */
    public record Survivor(String name, ProcessHandle process) {}

    public void remember(String name, ProcessHandle process) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), ProcessIdentity.of(process).text());
    }

    public void forget(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    public List<Survivor> survivors() throws IOException {
        List<Survivor> survivors = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (var records = Files.newDirectoryStream(directory)) {
                for (Path file : records) {
                    process(file)
                            .ifPresent(process -> survivors.add(
                                    new Survivor(file.getFileName().toString(), process)));
                }
            }
        }
        return survivors;
    }

    private static Optional<ProcessHandle> process(Path file) throws IOException {
        try {
            return ProcessIdentity.parse(Files.readString(file)).find();
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // Written by half in a crash: then there is no telling whose process it was.
            return Optional.empty();
        }
    }
}
