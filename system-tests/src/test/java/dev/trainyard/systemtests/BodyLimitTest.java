package dev.trainyard.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service takes has to get through the gateway, which has a list of its own. */
class BodyLimitTest {

    private static final String LARGE_BODIES = "trainyard.request.large-bodies.";

    @ParameterizedTest
    @ValueSource(strings = {"workout-service", "training-service", "deployment-service", "quiz-service"})
    void gatewayTakesTheLargeBodiesOfEachService(String module) throws IOException {
        Map<String, String> taken = largeBodies("gateway");
        Map<String, String> wanted = largeBodies(module);
        taken.keySet().retainAll(wanted.keySet());

        assertFalse(wanted.isEmpty());
        assertEquals(wanted, taken);
    }

    private static Map<String, String> largeBodies(String module) throws IOException {
        var properties = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of("..", module, "src", "main", "resources", "application.properties"))) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(LARGE_BODIES))
                .collect(toMap(name -> name, properties::getProperty));
    }
}
