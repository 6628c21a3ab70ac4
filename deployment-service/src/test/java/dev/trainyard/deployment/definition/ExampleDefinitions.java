package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The definitions of the test resources, by their names. */
public final class ExampleDefinitions {

    private ExampleDefinitions() {}

    /** The names of those that are run. */
    public static List<String> run() {
        return names("run");
    }

    /** The names of those that are refused. */
    public static List<String> refused() {
        return names("refused");
    }

    /** One of those that are run. */
    public static ObjectNode document(String name) {
        return DefinitionYaml.read(text("run", name));
    }

    static String text(String folder, String name) {
        try {
            return Files.readString(folder(folder).resolve(name + ".yaml"));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static List<String> names(String folder) {
        return Arrays.stream(Objects.requireNonNull(folder(folder).toFile().list()))
                .map(file -> file.replace(".yaml", ""))
                .sorted()
                .toList();
    }

    private static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(ExampleDefinitions.class.getResource("/definitions/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
