package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Native executables: they need no JVM, and nothing that makes their next start faster. */
public record Executables(Path checkout) implements Builds {

    @Override
    public void refuseMissing(String program) {
        if (find(program).isEmpty()) {
            throw new Refusal("There is no native executable of the " + program + " ("
                    + target(program).resolve(name(program)) + " is missing): ./trainyard native " + program
                    + " builds it.");
        }
    }

    @Override
    public List<String> command(String program) {
        return List.of(
                find(program).orElseThrow().toString(),
                // As the JVMs have it: by default each would take four fifths of the machine's memory.
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** The newest one of a program, if there is any: it has its version in its name. */
    public Optional<Path> find(String program) {
        if (!Files.isDirectory(target(program))) {
            return Optional.empty();
        }
        List<Path> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(target(program), name(program))) {
            files.forEach(found::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found.stream().max(Comparator.comparing(file -> file.toFile().lastModified()));
    }

    private Path target(String program) {
        return checkout.resolve(program).resolve("target");
    }

    private static String name(String program) {
        return program + "-*-runner";
    }
}
