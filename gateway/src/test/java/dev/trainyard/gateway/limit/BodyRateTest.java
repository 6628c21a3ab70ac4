package dev.trainyard.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyRateTest {

    private long now;
    private final BodyRate rate = new BodyRate(100, () -> now);

    @Test
    void steadyBodyMayTakeAsLongAsItLikes() {
        for (int seconds = 1; seconds < 10_000; seconds++) {
            pass(1);

            assertTrue(rate.isEnough(100L * seconds));
        }
    }

    @Test
    void bodyThatTricklesIsTooSlow() {
        long carried = 0;
        while (rate.isEnough(carried) && carried < 1_000) {
            pass(1);
            carried++;
        }

        assertTrue(carried < 15, carried + " bytes were waited for");
    }

    @Test
    void fastBeginningBuysAPauseAndNoMore() {
        assertTrue(rate.isEnough(1_000_000));
        pass(59);
        assertTrue(rate.isEnough(1_000_001));
        pass(2);

        assertFalse(rate.isEnough(1_000_002));
    }

    @Test
    void waitForTheServiceIsNotTheSendersFault() {
        pass(300);
        rate.pardon();

        assertTrue(rate.isEnough(1));
    }

    @Test
    void withoutARateAnySpeedWillDo() {
        BodyRate any = new BodyRate(0, () -> now);
        pass(1_000_000);

        assertTrue(any.isEnough(1));
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
