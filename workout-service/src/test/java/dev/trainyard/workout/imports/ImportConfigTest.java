package dev.trainyard.workout.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportConfigTest {

    @Test
    void fewImportsAreUnderWayByDefault() {
        assertEquals(3, config(Map.of()).maxAtOnce());
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(7, config(Map.of("trainyard.imports.max-at-once", "7")).maxAtOnce());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.imports.at-once", "2")));

        assertTrue(refusal.getMessage().contains("trainyard.imports.at-once"), refusal.getMessage());
    }

    private static ImportConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ImportConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ImportConfig.class);
    }
}
