package dev.trainyard.training.activityfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityFileConfigTest {

    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void boundsAreThoseOfASmallMachineByDefault() {
        ActivityFileConfig config = defaults();
        assertEquals(2, config.maxAtOnce());
        assertEquals(10_000, config.maxEntries());
        assertEquals(256 * MEBIBYTE, config.maxEntrySize().asLongValue());
        assertEquals(2048 * MEBIBYTE, config.maxUnpackedSize().asLongValue());
        assertEquals(100, config.maxRatio());
    }

    @Test
    void everyKeyIsRead() {
        ActivityFileConfig config = config(Map.of(
                "trainyard.activity-files.max-at-once", "3",
                "trainyard.activity-files.max-entries", "4",
                "trainyard.activity-files.max-entry-size", "5M",
                "trainyard.activity-files.max-unpacked-size", "6M",
                "trainyard.activity-files.max-ratio", "7"));
        assertEquals(3, config.maxAtOnce());
        assertEquals(4, config.maxEntries());
        assertEquals(5 * MEBIBYTE, config.maxEntrySize().asLongValue());
        assertEquals(6 * MEBIBYTE, config.maxUnpackedSize().asLongValue());
        assertEquals(7, config.maxRatio());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.activity-files.at-once", "2")));
        assertTrue(refusal.getMessage().contains("trainyard.activity-files.at-once"), refusal.getMessage());
    }

    static ActivityFileConfig defaults() {
        return config(Map.of());
    }

    static ActivityFileConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ActivityFileConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ActivityFileConfig.class);
    }
}
