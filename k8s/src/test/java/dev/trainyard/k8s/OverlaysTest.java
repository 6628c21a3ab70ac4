package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay and example, as kubectl renders it. */
class OverlaysTest {

    @ParameterizedTest
    @MethodSource("overlays")
    void isWhatKubernetesTakesAndKeepsOurRules(Path overlay) {
        assertEquals("", String.join("\n", Rules.findings(Kubectl.render(overlay))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void namesEachKeyOnce(Path source) throws IOException {
        List<?> documents = StrictParser.documents(Files.readString(source));

        assertFalse(documents.isEmpty());
    }

    @Test
    void theBaseHasAllPrograms() {
        List<String> deployments = Overlays.base().all(Deployment.class).stream()
                .map(deployment -> deployment.getMetadata().getName())
                .sorted()
                .toList();

        assertEquals(
                List.of("deployment-service", "gateway", "quiz-service", "training-service", "workout-service"),
                deployments);
    }

    static List<Path> overlays() {
        return Overlays.all();
    }

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith("./target"))
                    .sorted()
                    .toList();
        }
    }
}
