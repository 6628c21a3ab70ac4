package dev.trainyard.k8s.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rules of Prometheus as they lie in the repository, and the cases that they are tested with. */
final class Rules {

    static final Path OVERLAY = Path.of("overlays/monitoring");
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Path CASES = Path.of("src/test/prometheus");

    private Rules() {}

    /** The names of the files, without their endings. */
    static List<String> files() {
        try (Stream<Path> found = Files.list(OVERLAY.resolve("rules"))) {
            return found.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What Prometheus itself reads: the operator's object without what Kubernetes wants around it. */
    static JsonNode groups(String file) {
        return read(OVERLAY.resolve("rules").resolve(file + ".yaml")).path("spec");
    }

    static JsonNode cases(String file) {
        return read(casesFile(file));
    }

    static Path casesFile(String file) {
        return CASES.resolve(file + ".test.yaml");
    }

    /** All alerts. */
    static List<JsonNode> alerts() {
        return files().stream()
                .flatMap(file -> each(groups(file).path("groups")))
                .flatMap(group -> each(group.path("rules")))
                .filter(rule -> rule.has("alert"))
                .toList();
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
