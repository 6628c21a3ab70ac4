package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskTest {

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(expressions, Limits.USUAL, definition, input);
    }

    @Test
    void setMakesDataOfItsInput() {
        Trip trip = trip("""
                do:
                - greet: {set: {greeting: '${ "Hello \\(.name)" }', constant: [1, true]}}
                """, "{name: Ada}").go();

        assertEquals("{\"greeting\":\"Hello Ada\",\"constant\":[1,true]}", trip.outcome());
    }

    @Test
    void aWaitIsAsLongAsItSays() {
        Trip trip = trip("do: [{pause: {wait: {seconds: 1}}}]", "{a: 1}").go();

        assertEquals("2026-03-01T08:00:01Z", trip.progress.wakeAt().toString());
        assertEquals("going on", trip.after("PT0.999S").outcome());
        assertEquals("{\"a\":1}", trip.after("PT0.001S").outcome());
    }

    @Test
    void aWaitMayBeIso8601() {
        Trip trip = trip("do: [{pause: {wait: PT1S}}]", "{}").sleep();

        assertEquals("2026-03-01T08:00:01Z", trip.now.toString());
    }
}
