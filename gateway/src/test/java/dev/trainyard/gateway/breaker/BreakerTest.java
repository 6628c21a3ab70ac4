package dev.trainyard.gateway.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.breaker.Breaker.Position;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration FAILING_FOR = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong();
    private final Breaker breaker = new Breaker("somewhere", config(), clock::get);

    @Test
    void failuresInARowOpenIt() {
        fail(2);
        pass(FAILING_FOR);
        fail(1);

        assertEquals(Position.OPEN, breaker.position());
        assertFalse(breaker.permits());
    }

    @Test
    void fewFailuresDoNotOpenIt() {
        fail(1);
        pass(FAILING_FOR);
        fail(1);

        assertEquals(Position.CLOSED, breaker.position());
        assertTrue(breaker.permits());
    }

    @Test
    void manyFailuresAtOnceDoNotOpenIt() {
        fail(1_000);

        assertEquals(Position.CLOSED, breaker.position());
    }

    @Test
    void answerInBetweenStartsTheCountAgain() {
        fail(2);
        breaker.answered();
        fail(2);
        pass(FAILING_FOR);
        breaker.answered();
        fail(2);

        assertEquals(Position.CLOSED, breaker.position());
    }

    @Test
    void afterThePauseOneRequestFindsOut() {
        open();
        pass(PAUSE);

        assertTrue(breaker.permits());
        assertEquals(Position.HALF_OPEN, breaker.position());
        assertFalse(breaker.permits());
    }

    @Test
    void answerToTheOneThatFindsOutClosesIt() {
        open();
        pass(PAUSE);
        breaker.permits();
        breaker.answered();

        assertEquals(Position.CLOSED, breaker.position());
        assertTrue(breaker.permits());
    }

    @Test
    void failureOfTheOneThatFindsOutOpensItAgain() {
        open();
        pass(PAUSE);
        breaker.permits();
        breaker.failed();

        assertEquals(Position.OPEN, breaker.position());
        assertFalse(breaker.permits());
        pass(PAUSE);
        assertTrue(breaker.permits());
    }

    @Test
    void whenTheOneThatFindsOutIsAbandonedTheNextMayAtOnce() {
        open();
        pass(PAUSE);
        breaker.permits();
        breaker.abandoned();

        assertTrue(breaker.permits());
    }

    @Test
    void whenTheOneThatFindsOutTakesItsTimeAnotherMayAfterAPause() {
        open();
        pass(PAUSE);
        breaker.permits();
        pass(PAUSE);

        assertTrue(breaker.permits());
    }

    @Test
    void serviceThatIsKnownToBeBackIsUsedAtOnce() {
        open();
        breaker.close();

        assertTrue(breaker.permits());
    }

    @Test
    void afterClosingTheCountStartsAgain() {
        open();
        breaker.close();
        fail(2);
        pass(FAILING_FOR);

        assertEquals(Position.CLOSED, breaker.position());
    }

    private void open() {
        fail(2);
        pass(FAILING_FOR);
        fail(1);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static BreakerConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(BreakerConfig.class)
                .withDefaultValues(Map.of("trainyard.gateway.breaker.failures", "3"))
                .build()
                .getConfigMapping(BreakerConfig.class);
    }
}
