package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimeoutTest {

    private static final String CALL = "call: http, with: {method: get, endpoint: 'https://example.com'}";

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input).go();
    }

    @Test
    void aTaskThatTakesTooLongIsGivenUp() {
        Trip trip = trip("do: [{ask: {" + CALL + ", timeout: {after: {seconds: 5}}}}]", "{}");
        String call = trip.effect();
        assertEquals("2026-03-01T08:00:05Z", trip.progress.wakeAt().toString());
        trip.after("PT5S");

        assertEquals("!timeout 408 /do/0/ask", trip.outcome());
        assertEquals(List.of(call), trip.abandoned);
    }

    @Test
    void whatComesAfterTheTimeoutIsIgnored() {
        Trip trip = trip("do: [{ask: {" + CALL + ", timeout: {after: {seconds: 5}}}}]", "{}");
        String call = trip.effect();

        assertEquals(
                "!timeout 408 /do/0/ask", trip.after("PT5S").complete(call, "1").outcome());
    }

    @Test
    void aResultThatIsThereIsTakenHoweverLateItIs() {
        Trip trip = trip("do: [{ask: {" + CALL + ", timeout: {after: {seconds: 5}}}}]", "{}");
        trip.tell(trip.effect(), new EffectResult.Success(Trip.yaml("1")));

        assertEquals("1", trip.after("PT1H").outcome());
    }

    @Test
    void aTimeoutMayBeAnExpression() {
        Trip trip = trip("do: [{ask: {" + CALL + ", timeout: {after: '${ .limit }'}}}]", "{limit: PT7S}");

        assertEquals("2026-03-01T08:00:07Z", trip.progress.wakeAt().toString());
    }

    @Test
    void aTimeoutEndsAllThatGoesOnInATask() {
        Trip trip = trip("""
                do:
                - both:
                    do:
                    - loop: {for: {in: '[1, 2, 3]'}, do: [{pause: {wait: {seconds: 2}}}]}
                    timeout: {after: {seconds: 5}}
                """, "{}").sleep();

        assertEquals("!timeout 408 /do/0/both", trip.outcome());
        assertEquals(
                List.of(
                        "1 pause COMPLETED {}",
                        "2 pause COMPLETED {}",
                        "3 pause CANCELLED",
                        "4 loop CANCELLED",
                        "5 both FAULTED !timeout 408 /do/0/both"),
                trip.log());
    }

    @Test
    void aTimeoutCanBeCaughtButNotByTheTryThatTimedOut() {
        Trip within = trip("""
                do:
                - attempt:
                    try: [{pause: {wait: {seconds: 9}, timeout: {after: {seconds: 5}}}}]
                    catch: {errors: {with: {status: 408}}, do: [{late: {set: {late: true}}}]}
                """, "{}").sleep();
        Trip itself = trip("""
                do:
                - attempt:
                    try: [{pause: {wait: {seconds: 9}}}]
                    catch: {errors: {with: {status: 408}}, do: [{late: {set: {late: true}}}]}
                    timeout: {after: {seconds: 5}}
                """, "{}").sleep();

        assertEquals("{\"late\":true}", within.outcome());
        assertEquals("!timeout 408 /do/0/attempt", itself.outcome());
    }

    @Test
    void theTimeoutOfATryIsOfAllAttempts() {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{ask: {%s}}]
                    catch: {retry: {delay: {seconds: 4}}}
                    timeout: {after: {seconds: 5}}
                """.formatted(CALL), "{}");
        trip.fail(trip.effect(), "communication", 503).after("PT4S");
        trip.fail(trip.effect(), "communication", 503).sleep();

        assertEquals("!timeout 408 /do/0/attempt", trip.outcome());
        assertEquals("2026-03-01T08:00:05Z", trip.now.toString());
    }

    @Test
    void theWorkflowMayTimeOutAsAWhole() {
        Trip trip = trip("""
                timeout: {after: {seconds: 30}}
                do:
                - attempt: {try: [{pause: {wait: {minutes: 1}}}], catch: {do: [{never: {set: {a: 1}}}]}}
                """, "{}").sleep();

        assertEquals("!timeout 408 /timeout", trip.outcome());
        assertEquals("2026-03-01T08:00:30Z", trip.now.toString());
    }

    @Test
    void whatWasOverFirstIsOverHoweverLateItIsLookedAt() {
        String definition = """
                do:
                - both:
                    do:
                    - pause: {wait: {seconds: 5}}
                    - done: {set: {a: 1}}
                    timeout: {after: {seconds: %d}}
                """;

        assertEquals(
                List.of("1 pause COMPLETED {}", "2 both FAULTED !timeout 408 /do/0/both"),
                trip(definition.formatted(10), "{}").after("PT1H").log());
        assertEquals(
                List.of("1 pause CANCELLED", "2 both FAULTED !timeout 408 /do/0/both"),
                trip(definition.formatted(4), "{}").after("PT1H").log());
    }

    @Test
    void aWaitAsLongAsItsTimeoutIsNotTooLong() {
        Trip trip = trip("do: [{pause: {wait: {seconds: 5}, timeout: {after: {seconds: 5}}}}]", "{}")
                .sleep();

        assertEquals("{}", trip.outcome());
    }

    @Test
    void aBusyRunTimesOutAsWell() {
        Trip trip = new Trip(definitions, expressions, Limits.USUAL, """
                timeout: {after: {seconds: 30}}
                do:
                - count: {set: {n: '${ .n + 1 }'}}
                - again: {switch: [{more: {when: .n < 1000000, then: count}}]}
                """, "{n: 0}");
        trip.advance();
        assertEquals(true, trip.progress.hasMore());

        assertEquals("!timeout 408 /timeout", trip.after("PT30S").outcome());
    }

    @Test
    void sharedTimeoutsAreKnownByName() {
        Trip trip = trip("""
                use: {timeouts: {short: {after: {seconds: 1}}}}
                do: [{pause: {wait: {minutes: 1}, timeout: short}}]
                """, "{}").sleep();

        assertEquals("2026-03-01T08:00:01Z", trip.now.toString());
    }
}
