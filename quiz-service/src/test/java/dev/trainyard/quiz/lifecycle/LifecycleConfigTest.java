package dev.trainyard.quiz.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleConfigTest {

    @Test
    void defaultsSuitAReplica() {
        LifecycleConfig config = config(Map.of());

        assertEquals(Duration.ofSeconds(5), config.answersWait());
        assertEquals(Duration.ofSeconds(2), config.settlement().patience());
        assertEquals(1_000, config.settlement().players());
        assertEquals(50_000, config.settlement().answers());
    }

    @Test
    void everyKeyIsRead() {
        LifecycleConfig config = config(Map.of(
                "trainyard.lifecycle.answers-wait",
                "PT3S",
                "trainyard.lifecycle.settlement.patience",
                "PT4S",
                "trainyard.lifecycle.settlement.players",
                "5",
                "trainyard.lifecycle.settlement.answers",
                "6"));

        assertEquals(Duration.ofSeconds(3), config.answersWait());
        assertEquals(Duration.ofSeconds(4), config.settlement().patience());
        assertEquals(5, config.settlement().players());
        assertEquals(6, config.settlement().answers());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.lifecycle.settlement.max", "2")));

        assertTrue(refusal.getMessage().contains("trainyard.lifecycle.settlement.max"), refusal.getMessage());
    }

    private static LifecycleConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(LifecycleConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(LifecycleConfig.class);
    }
}
