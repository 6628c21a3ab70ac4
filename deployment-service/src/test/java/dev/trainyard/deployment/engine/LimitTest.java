package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitTest {

    private static final String COUNTING = """
            do:
            - count: {set: {n: '${ .n + 1 }'}}
            - again: {switch: [{more: {when: .n < %d, then: count}}]}
            """;

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    @Inject
    EngineConfig configured;

    private Trip trip(Limits limits, String definition) {
        return new Trip(definitions, expressions, limits, definition, "{n: 0}");
    }

    @Test
    void theUsualLimits() {
        assertEquals(
                Limits.USUAL,
                new Limits(
                        configured.maxSteps(),
                        configured.maxStateBytes(),
                        configured.maxNesting(),
                        configured.maxTasksAtOnce(),
                        configured.stepsPerAdvance()));
    }

    @Test
    void whatNeverEndsIsEnded() {
        Trip trip = trip(
                        Limits.USUAL.steps(1000),
                        "do: [{go: {set: {n: 1}, then: stay}}, {stay: {switch: "
                                + "[{never: {when: .n == 2, then: end}}], then: go}}]")
                .go();

        assertEquals("!runtime 500 /do", trip.outcome());
        assertEquals("The run has more than 1000 steps", trip.error().detail());
    }

    @Test
    void whatIsBeyondALimitCannotBeCaught() {
        Trip trip = trip(Limits.USUAL.steps(100), """
                do:
                - attempt:
                    try: [{fault: {raise: {error: {type: 'https://example.com/x', status: 500}}}}]
                    catch: {retry: {}, do: [{never: {set: {caught: true}}}]}
                """).go();

        assertEquals("!runtime 500 /do", trip.outcome());
        assertEquals(
                "attempt CANCELLED",
                trip.log().getLast().substring(trip.log().getLast().indexOf(' ') + 1));
    }

    @Test
    void emptyRoundsAreCountedToo() {
        Trip trip = trip(Limits.USUAL.steps(1000), """
                do: [{loop: {for: {in: '[range(10000)]'}, do: [{never: {if: 'false', set: {n: 1}}}]}}]
                """).go();

        assertEquals("!runtime 500 /do", trip.outcome());
    }

    @Test
    void oneAdvanceDoesOnlySoMuch() {
        Trip trip = trip(Limits.USUAL.perAdvance(10), COUNTING.formatted(1000));

        assertEquals(9, trip.advance().steps().size());
        assertEquals(true, trip.progress.hasMore());
        assertEquals(10, trip.advance().steps().size());
        assertEquals("{\"n\":1000}", trip.go().outcome());
    }

    @Test
    void aHundredThousandRoundsNeedNoMoreThanOne() {
        Trip trip = trip(Limits.USUAL.steps(1_000_000), COUNTING.formatted(100_000));
        trip.advance();
        int atFirst = trip.state().toString().length();
        int most = 0;
        for (int i = 0; trip.progress.hasMore(); i++) {
            if (i % 100 == 0) {
                most = Math.max(most, trip.state().toString().length());
            }
            trip.advance();
        }

        assertEquals("{\"n\":100000}", trip.outcome());
        assertTrue(most < atFirst + 30, () -> "grown from " + atFirst);
    }

    @Test
    void aLoopMayHaveAHundredThousandItems() {
        Trip trip = trip(Limits.USUAL.steps(1_000_000), """
                do: [{loop: {for: {in: '[range(100000)]'}, do: [{add: {set: {n: '${ .n + 1 }'}}}]}}]
                """).go();

        assertEquals("{\"n\":100000}", trip.outcome());
    }

    @Test
    void dataThatGrowEndTheRun() {
        Trip trip = trip(Limits.USUAL.bytes(100_000), """
                do:
                - grow: {set: {n: '${ .n + 1 }', text: '${ (.text // "0123456789") | . + . }'}, then: again}
                - again: {switch: [{more: {when: .n < 1000, then: grow}}]}
                """).go();

        assertEquals("!runtime 500 /do", trip.outcome());
        assertEquals("The run's data have more than 100000 bytes", trip.error().detail());
        assertTrue(trip.steps.size() < 40, () -> trip.steps.size() + " steps");
    }

    @Test
    void aLargeAnswerEndsTheRun() {
        Trip trip = trip(
                        Limits.USUAL.bytes(100_000),
                        "do: [{ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}}, {pause: {wait: PT1S}}]")
                .go();

        assertEquals(
                "!runtime 500 /do",
                trip.complete("1", "\"" + "x".repeat(100_001) + "\"").outcome());
    }

    @Test
    void whatIsHeldByManyCountsOnce() {
        Trip trip = trip(Limits.USUAL.bytes(100_000), """
                do:
                - big: {set: {text: '${ "x" * 60000 }'}}
                - all: {fork: {branches: [{a: {do: [{aa: {wait: PT1S}}]}}, {b: {do: [{bb: {wait: PT1S}}]}}]},
                        output: {as: length}}
                """).sleep();

        assertEquals("2", trip.outcome());
    }

    @Test
    void tasksMayBeNestedOnlySoDeep() {
        String definition = """
                do: [{a: {do: [{b: {do: [{c: {do: [{d: {set: {n: 1}}}]}}]}}]}}]
                """;

        assertEquals("{\"n\":1}", trip(Limits.USUAL.nesting(4), definition).go().outcome());
        assertEquals(
                "!runtime 500 /do",
                trip(Limits.USUAL.nesting(3), definition).go().outcome());
    }

    @Test
    void onlySoManyTasksMayGoOnAtOnce() {
        String definition =
                "do: [{all: {fork: {branches: [{a: {wait: PT1S}}, {b: {wait: PT1S}}]}, output: {as: length}}}]";

        assertEquals("2", trip(Limits.USUAL.atOnce(3), definition).sleep().outcome());
        assertEquals(
                "!runtime 500 /do",
                trip(Limits.USUAL.atOnce(2), definition).sleep().outcome());
    }

    @Test
    void aRunThatIsEndedGivesUpWhatItAskedFor() {
        Trip trip = trip(Limits.USUAL.steps(50), """
                do:
                - all:
                    fork:
                      branches:
                      - ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}
                      - busy:
                          do:
                          - pause: {wait: PT1S}
                          - count: {set: {n: '${ .n + 1 }'}}
                          - again: {switch: [{more: {when: .n < 1000, then: count}}]}
                """).sleep();

        assertEquals("!runtime 500 /do", trip.outcome());
        assertEquals(List.of("2"), trip.abandoned);
    }
}
