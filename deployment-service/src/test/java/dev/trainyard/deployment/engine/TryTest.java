package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TryTest {

    private static final String CALL = "{call: http, with: {method: get, endpoint: 'https://example.com'}}";

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition) {
        return trip(definition, "{}");
    }

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input).go();
    }

    /** A call with this catch, that fails with 503. */
    private Trip failing(String caught) {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{ask: %s}]
                    catch: %s
                """.formatted(CALL, caught), "{in: 1}");
        return trip.fail(trip.effect(), "communication", 503);
    }

    /** When each call of a try was asked for that always fails, in seconds from the start. */
    private List<Double> attempts(String retry) {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{ask: %s}]
                    catch: {retry: %s, do: [{give: {set: {up: true}}}]}
                """.formatted(CALL, retry));
        List<Double> times = new ArrayList<>();
        while (trip.progress.ending() == null) {
            if (trip.effects.isEmpty()) {
                trip.now = trip.progress.wakeAt();
                trip.go();
            } else {
                times.add(Duration.between(Trip.START, trip.now).toMillis() / 1000.0);
                trip.fail(trip.effect(), "communication", 503);
            }
        }
        return times;
    }

    @Test
    void anErrorThatIsCaughtIsDealtWith() {
        Trip trip = failing("{do: [{deal: {set: {error: '${ $error }', input: '${ . }'}}}]}");

        assertEquals(
                "{\"error\":{\"type\":\"https://serverlessworkflow.io/spec/1.0.0/errors/communication\",\"status\":503,"
                        + "\"instance\":\"/do/0/attempt/try/0/ask\"},\"input\":{\"in\":1}}",
                trip.outcome());
        assertEquals(
                List.of(
                        "1 ask FAULTED !communication 503 /do/0/attempt/try/0/ask",
                        "2 deal COMPLETED " + trip.outcome(),
                        "3 attempt COMPLETED " + trip.outcome()),
                trip.log());
    }

    @Test
    void withoutAnErrorTheCatchIsNotDone() {
        Trip trip = trip("""
                do: [{attempt: {try: [{fine: {set: {a: 1}}}], catch: {do: [{deal: {set: {a: 2}}}]}}}]
                """);

        assertEquals("{\"a\":1}", trip.outcome());
    }

    @Test
    void anErrorThatIsCaughtAndNoMoreLetsTheTryEndWithItsInput() {
        assertEquals("{\"in\":1}", failing("{errors: {with: {status: 503}}}").outcome());
    }

    @Test
    void anErrorIsCaughtOnlyIfAllThatIsSaidOfItHolds() {
        String uncaught = "!communication 503 /do/0/attempt/try/0/ask";

        assertEquals(
                "{\"in\":1}",
                failing("{errors: {with: {status: 503.0, type: " + WorkflowError.STANDARD + "communication}}}")
                        .outcome());
        assertEquals(uncaught, failing("{errors: {with: {status: 404}}}").outcome());
        assertEquals(
                uncaught,
                failing("{errors: {with: {status: 503, type: https://example.com/other}}}")
                        .outcome());
        assertEquals(
                uncaught, failing("{errors: {with: {status: 503, title: x}}}").outcome());
    }

    @Test
    void whatIsNotCaughtHereIsCaughtFurtherOut() {
        Trip trip = trip("""
                do:
                - outer:
                    try:
                    - inner:
                        try: [{ask: %s}]
                        catch: {errors: {with: {status: 404}}, do: [{wrong: {set: {by: inner}}}]}
                    catch: {do: [{right: {set: {by: outer, at: '${ $error.instance }'}}}]}
                """.formatted(CALL));

        assertEquals(
                "{\"by\":\"outer\",\"at\":\"/do/0/outer/try/0/inner/try/0/ask\"}",
                trip.fail(trip.effect(), "communication", 503).outcome());
    }

    @Test
    void whenAndExceptWhenAreAskedOfTheError() {
        String uncaught = "!communication 503 /do/0/attempt/try/0/ask";

        assertEquals("{\"in\":1}", failing("{when: $error.status == 503}").outcome());
        assertEquals(uncaught, failing("{when: $error.status == 404}").outcome());
        assertEquals(uncaught, failing("{exceptWhen: $error.status == 503}").outcome());
        assertEquals("{\"in\":1}", failing("{exceptWhen: .in == 2}").outcome());
    }

    @Test
    void theErrorMayHaveAnotherName() {
        assertEquals(
                "{\"status\":503}",
                failing("{as: oops, when: '$oops.status > 500', do: [{deal: {set: {status: '${ $oops.status }'}}}]}")
                        .outcome());
    }

    @Test
    void theErrorIsKnownAtAnyDepthOfTheCatchAndNotAfterIt() {
        Trip trip = failing("""
                {do: [{loop: {for: {in: '[1]'}, do: [{deal: {set: {status: '${ $error.status }'}}}]}}]}
                """);

        assertEquals("{\"status\":503}", trip.outcome());
    }

    @Test
    void anErrorOfTheCatchGoesFurtherOut() {
        assertEquals(
                "!https://example.com/worse 500 /do/0/attempt/catch/do/0/worsen",
                failing("{do: [{worsen: {raise: {error: {type: 'https://example.com/worse', status: 500}}}}]}")
                        .outcome());
        assertEquals(
                "!expression 400 /do/0/attempt",
                failing("{when: $error.status.x}").outcome());
    }

    @Test
    void errorsOfExpressionsAndSchemasAreCaughtToo() {
        assertEquals("{\"type\":\"expression\"}", trip("""
                do:
                - attempt:
                    try: [{wrong: {set: {a: '${ .in.b }'}}}]
                    catch: {do: [{deal: {set: {type: '${ $error.type | split("/")[-1] }'}}}]}
                """, "{in: 1}").outcome());
        assertEquals("{\"type\":\"validation\"}", trip("""
                do:
                - attempt:
                    try: [{wrong: {set: {a: 1}, output: {schema: {document: {type: array}}}}}]
                    catch: {do: [{deal: {set: {type: '${ $error.type | split("/")[-1] }'}}}]}
                """).outcome());
    }

    @Test
    void endInATryEndsTheWorkflow() {
        assertEquals("{\"a\":1}", trip("""
                do:
                - attempt: {try: [{fine: {set: {a: 1}, then: end}}], catch: {}}
                - never: {set: {a: 2}}
                """).outcome());
    }

    @Test
    void aRetryDoesTheTasksAgainWithTheSameInput() {
        Trip trip = trip("""
                do:
                - attempt:
                    try:
                    - count: {set: {n: '${ .n + 1 }'}}
                    - ask: %s
                    catch: {retry: {delay: {seconds: 3}, limit: {attempt: {count: 5}}}}
                """.formatted(CALL), "{n: 0}");
        String first = trip.effect();
        trip.fail(first, "communication", 503);
        assertEquals("2026-03-01T08:00:03Z", trip.progress.wakeAt().toString());
        trip.after("PT3S");
        String second = trip.effect();

        assertNotEquals(first, second);
        assertEquals("42", trip.complete(second, "42").outcome());
        assertEquals(
                List.of(
                        "1 count COMPLETED {\"n\":1}",
                        "2 ask FAULTED !communication 503 /do/0/attempt/try/1/ask",
                        "3 count COMPLETED #2 {\"n\":1}",
                        "4 ask COMPLETED #2 42",
                        "5 attempt COMPLETED 42"),
                trip.log());
    }

    @Test
    void theDelayIsConstantByDefault() {
        assertEquals(List.of(0.0, 2.0, 4.0, 6.0), attempts("{delay: {seconds: 2}, limit: {attempt: {count: 3}}}"));
    }

    @Test
    void theDelayMayGrowLinearly() {
        assertEquals(
                List.of(0.0, 2.0, 6.0, 12.0),
                attempts("{delay: {seconds: 2}, backoff: {linear: {}}, limit: {attempt: {count: 3}}}"));
    }

    @Test
    void theDelayMayDoubleEachTime() {
        assertEquals(
                List.of(0.0, 2.0, 6.0, 14.0, 30.0),
                attempts("{delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 4}}}"));
    }

    @Test
    void withoutADelayItIsTriedAgainAtOnce() {
        assertEquals(List.of(0.0, 0.0, 0.0), attempts("{limit: {attempt: {count: 2}}}"));
    }

    @Test
    void noRetriesAreNoRetries() {
        assertEquals(List.of(0.0), attempts("{limit: {attempt: {count: 0}}}"));
    }

    @Test
    void jitterIsAddedTheSameEachTimeTheRunIsDone() {
        String retry =
                "{delay: {seconds: 10}, jitter: {from: {seconds: 1}, to: {seconds: 2}}, limit: {attempt: {count: 3}}}";
        List<Double> times = attempts(retry);

        assertEquals(times, attempts(retry));
        for (int i = 1; i < times.size(); i++) {
            double pause = times.get(i) - times.get(i - 1);
            assertEquals(11.5, pause, 0.5);
        }
        assertNotEquals(times.get(1) - times.get(0), times.get(2) - times.get(1), 0.0001);
    }

    @Test
    void retriesEndBeforeTheirTimeInAllWouldBeOver() {
        assertEquals(List.of(0.0, 2.0, 4.0), attempts("{delay: {seconds: 2}, limit: {duration: {seconds: 5}}}"));
    }

    @Test
    void retryWhenAndExceptWhenAreAskedOfTheError() {
        assertEquals(List.of(0.0), attempts("{when: $error.status == 404}"));
        assertEquals(List.of(0.0), attempts("{exceptWhen: $error.status == 503}"));
        assertEquals(List.of(0.0, 0.0), attempts("{when: $error.status == 503, limit: {attempt: {count: 1}}}"));
    }

    @Test
    void anErrorThatIsTriedInVainIsDealtWithOrElseGoesOn() {
        assertEquals(
                "{\"gave\":\"up\"}",
                failing("{retry: {limit: {attempt: {count: 0}}}, do: [{deal: {set: {gave: up}}}]}")
                        .outcome());
        assertEquals(
                "!communication 503 /do/0/attempt/try/0/ask",
                failing("{retry: {limit: {attempt: {count: 0}}}}").outcome());
    }

    @Test
    void anAttemptThatTakesTooLongIsGivenUpAndCountsAsFailed() {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{ask: %s}]
                    catch:
                      retry: {delay: {seconds: 1}, limit: {attempt: {count: 1, duration: {seconds: 10}}}}
                      do: [{deal: {set: {error: '${ $error }'}}}]
                """.formatted(CALL));
        String first = trip.effect();
        trip.after("PT10S");
        assertEquals(List.of(first), trip.abandoned);
        trip.sleep();

        assertEquals(
                "{\"error\":{\"type\":\"https://serverlessworkflow.io/spec/1.0.0/errors/timeout\",\"status\":408,"
                        + "\"title\":\"Timed out\",\"detail\":\"The attempt took longer than it may\","
                        + "\"instance\":\"/do/0/attempt\"}}",
                trip.outcome());
        assertEquals(Instant.parse("2026-03-01T08:00:21Z"), trip.now);
    }

    @Test
    void aRetryThatOutlastsTheTimeOfAllIsGivenUp() {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{ask: %s}]
                    catch:
                      retry: {delay: {seconds: 1}, limit: {duration: {seconds: 10}}}
                """.formatted(CALL));
        trip.fail(trip.effect(), "communication", 503).sleep();

        assertEquals("!timeout 408 /do/0/attempt", trip.outcome());
        assertEquals(Instant.parse("2026-03-01T08:00:10Z"), trip.now);
    }

    @Test
    void theFirstAttemptIsNoRetryAndMayLast() {
        Trip trip = trip("""
                do:
                - attempt: {try: [{ask: %s}], catch: {retry: {limit: {duration: {seconds: 10}}}}}
                """.formatted(CALL)).after("PT1H");

        assertEquals("1", trip.complete(trip.effect(), "1").outcome());
    }

    @Test
    void retryPoliciesAndErrorsMayBeShared() {
        Trip trip = trip("""
                use:
                  retries: {twice: {limit: {attempt: {count: 1}}}}
                  errors: {gone: {type: 'https://example.com/gone', status: 410}}
                do:
                - attempt: {try: [{leave: {raise: {error: gone}}}], catch: {retry: twice}}
                """);

        assertEquals("!https://example.com/gone 410 /do/0/attempt/try/0/leave", trip.outcome());
        assertEquals(3, trip.steps.size());
    }
}
