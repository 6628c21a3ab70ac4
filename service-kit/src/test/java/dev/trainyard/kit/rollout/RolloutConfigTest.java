package dev.trainyard.kit.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class RolloutConfigTest {

    @Test
    void defaults() {
        assertEquals(
                new RolloutState(
                        100, 10, new RolloutBounds(1, 10, new BigDecimal("2"), 200), null, null, null, null, 0),
                RolloutState.of(config(properties(Map.of())).byName().get("any")));
    }

    @Test
    void everyProperty() {
        RolloutConfig config = config(properties(Map.of(
                "trainyard.rollout.note-count.percent", "5",
                "trainyard.rollout.note-count.compare-per-mille", "100",
                "trainyard.rollout.note-count.mismatches", "3",
                "trainyard.rollout.note-count.errors-per-mille", "20",
                "trainyard.rollout.note-count.latency-ratio", "1.5",
                "trainyard.rollout.note-count.min-calls", "50")));

        assertEquals(
                new RolloutState(
                        5, 100, new RolloutBounds(3, 20, new BigDecimal("1.5"), 50), null, null, null, null, 0),
                RolloutState.of(config.byName().get("note-count")));
        assertEquals(Set.of("note-count"), config.byName().keySet());
    }

    @Test
    void environmentSetsOne() {
        RolloutConfig config = config(new EnvConfigSource(Map.of("TRAINYARD_ROLLOUT__NOTE_COUNT__PERCENT", "5"), 300));

        assertEquals(5, RolloutStates.initially(config, "note-count").percent());
    }

    @Test
    void environmentWithoutTheDoubleUnderscoresIsRefused() {
        RolloutStates.refuseAmbiguous(List.of("TRAINYARD_ROLLOUT__NOTE_COUNT__PERCENT", "trainyard.rollout.a.percent"));

        assertThrows(
                IllegalStateException.class,
                () -> RolloutStates.refuseAmbiguous(List.of("TRAINYARD_ROLLOUT_NOTE_COUNT_PERCENT")));
    }

    @Test
    void unknownPropertyIsRefused() {
        assertThrows(
                ConfigValidationException.class,
                () -> config(properties(Map.of("trainyard.rollout.note-count.per-cent", "5"))));
    }

    private static ConfigSource properties(Map<String, String> properties) {
        return new PropertiesConfigSource(properties, "test", 100);
    }

    private static RolloutConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withSources(source)
                .withMapping(RolloutConfig.class)
                .build()
                .getConfigMapping(RolloutConfig.class);
    }
}
