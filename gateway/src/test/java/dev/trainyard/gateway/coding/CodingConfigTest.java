package dev.trainyard.gateway.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodingConfigTest {

    @Test
    void longAnswersAreCompressedALittle() {
        CodingConfig config = config(Map.of());

        assertEquals(true, config.enabled());
        assertEquals(1, config.level());
        assertEquals(64, config.maxStreams());
        assertEquals(1024, config.minLength().asLongValue());
    }

    @Test
    void everyKeyIsRead() {
        CodingConfig config = config(Map.of(
                "trainyard.gateway.gzip.enabled", "false",
                "trainyard.gateway.gzip.level", "4",
                "trainyard.gateway.gzip.min-length", "2K",
                "trainyard.gateway.gzip.max-streams", "3"));

        assertEquals(false, config.enabled());
        assertEquals(4, config.level());
        assertEquals(2048, config.minLength().asLongValue());
        assertEquals(3, config.maxStreams());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.gzip.size", "7")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.gzip.size"), refusal.getMessage());
    }

    private static CodingConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(CodingConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(CodingConfig.class);
    }
}
