package dev.trainyard.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @ParameterizedTest
    @ValueSource(strings = {"1000/10S", "1000/PT10S", " 1000 / 10 ", "1000/10s"})
    void limitIsACountAndATime(String text) {
        assertEquals(new Limit(1000, Duration.ofSeconds(10)), Limit.of(text));
    }

    @Test
    void limitCanBeOff() {
        assertTrue(Limit.of("off").isOff());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "many",
                "1000",
                "0/10S",
                "-1/10S",
                "1000/",
                "1000/soon",
                "1000/10MS",
                "1000/2D",
                "9999999999/1S"
            })
    void whatIsNoLimitIsRefused(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Limit.of(text));

        assertTrue(refusal.getMessage().contains("is not a limit like 1000/10S"), refusal.getMessage());
    }
}
