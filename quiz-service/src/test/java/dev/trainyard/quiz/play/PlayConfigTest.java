package dev.trainyard.quiz.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayConfigTest {

    @Test
    void defaultsSuitAReplica() {
        PlayConfig config = config(Map.of());

        assertEquals(20_000_000, config.maxCharacters());
        assertEquals(Duration.ofMinutes(10), config.forgottenAfter());
        assertEquals(3, config.maxSavesAtOnce());
        assertEquals(2, config.maxJoinsAtOnce());
    }

    @Test
    void everyKeyIsRead() {
        PlayConfig config = config(Map.of(
                "trainyard.play.max-characters",
                "2",
                "trainyard.play.forgotten-after",
                "PT3S",
                "trainyard.play.max-saves-at-once",
                "4",
                "trainyard.play.max-joins-at-once",
                "5"));

        assertEquals(2, config.maxCharacters());
        assertEquals(Duration.ofSeconds(3), config.forgottenAfter());
        assertEquals(4, config.maxSavesAtOnce());
        assertEquals(5, config.maxJoinsAtOnce());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.play.max", "2")));

        assertTrue(refusal.getMessage().contains("trainyard.play.max"), refusal.getMessage());
    }

    private static PlayConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(PlayConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(PlayConfig.class);
    }
}
