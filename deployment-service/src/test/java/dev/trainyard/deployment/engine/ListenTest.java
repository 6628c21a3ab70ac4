package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListenTest {

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input).go();
    }

    private static Effect.Listen listen(Trip trip) {
        return (Effect.Listen) trip.effects.get(trip.effect());
    }

    private boolean matches(Trip trip, String event) {
        JsonNode whole = Trip.yaml(event);
        EventMatcher matcher = new EventMatcher(expressions);
        return listen(trip).filters().stream().anyMatch(filter -> matcher.matches(filter, whole));
    }

    private static Trip hear(Trip trip, String... events) {
        return trip.complete(trip.effect(), "[" + String.join(",", events) + "]");
    }

    private static String order(int id, String type) {
        return "{type: order.%s, source: 'https://example.com', data: {order: %d}}".formatted(type, id);
    }

    @Test
    void oneEventIsReadAsAnArrayOfItsData() {
        Trip trip = trip("do: [{hear: {listen: {to: {one: {with: {type: order.placed}}}}}}]", "{}");

        assertEquals("[{\"type\":\"order.placed\"}]", listen(trip).filters().toString());
        assertNull(listen(trip).continues());
        assertEquals("[{\"order\":1}]", hear(trip, order(1, "placed")).outcome());
    }

    @Test
    void anEventMayBeReadAsAWhole() {
        Trip trip = trip("do: [{hear: {listen: {to: {one: {with: {type: order.placed}}}, read: envelope}}}]", "{}");

        assertEquals(
                "[{\"type\":\"order.placed\",\"source\":\"https://example.com\",\"data\":{\"order\":1}}]",
                hear(trip, order(1, "placed")).outcome());
    }

    @Test
    void anAttributeMayBeACondition() {
        Trip trip = trip("do: [{hear: {listen: {to: {one: {with: {data: '${ .temperature > 38 }'}}}}}}]", "{}");

        assertEquals(true, matches(trip, "{type: t, data: {temperature: 39}}"));
        assertEquals(false, matches(trip, "{type: t, data: {temperature: 38}}"));
        assertEquals(false, matches(trip, "{type: t, data: 39}"));
        assertEquals(false, matches(trip, "{type: t}"));
    }

    @Test
    void anAttributeMayBeWhatTheRunKnows() {
        Trip trip = trip("""
                do:
                - hear:
                    listen: {to: {one: {with: {type: order.placed, subject: '${ $input.id # mine }',
                                               data: '${ .total > $context.least }'}}}}
                """, "{id: 'a\"b', least: 10}");

        assertEquals(true, matches(trip, "{type: order.placed, subject: 'a\"b', data: {total: 11}}"));
        assertEquals(false, matches(trip, "{type: order.placed, subject: 'a\"b', data: {total: 10}}"));
        assertEquals(false, matches(trip, "{type: order.placed, subject: other, data: {total: 11}}"));
    }

    @Test
    void anEventThatIsNotMeantIsNotTaken() {
        Trip trip = trip("do: [{hear: {listen: {to: {one: {with: {type: order.placed}}}}}}]", "{}");
        String first = trip.effect();
        hear(trip, order(1, "paid"));

        assertEquals("going on", trip.outcome());
        assertEquals(first, listen(trip).continues());
    }

    @Test
    void allWaitsForAnEventOfEachFilter() {
        Trip trip = trip("""
                do: [{hear: {listen: {to: {all: [{with: {type: order.placed}}, {with: {type: order.paid}}]}}}}]
                """, "{}");
        hear(trip, order(1, "paid"));

        assertEquals("[{\"type\":\"order.placed\"}]", listen(trip).filters().toString());
        assertEquals(
                "[{\"order\":1},{\"order\":2}]", hear(trip, order(2, "placed")).outcome());
    }

    @Test
    void allTakesOnlyOneEventOfEachFilter() {
        Trip trip = trip("""
                do: [{hear: {listen: {to: {all: [{with: {type: order.placed}}, {with: {type: order.paid}}]}}}}]
                """, "{}");
        hear(trip, order(1, "paid"), order(2, "paid"), order(3, "placed"));

        assertEquals("[{\"order\":1},{\"order\":3}]", trip.outcome());
    }

    @Test
    void anyWaitsForOneEventOfAnyFilter() {
        Trip trip = trip("""
                do: [{hear: {listen: {to: {any: [{with: {type: order.placed}}, {with: {type: order.paid}}]}}}}]
                """, "{}");

        assertEquals("[{\"order\":1}]", hear(trip, order(1, "paid")).outcome());
    }

    @Test
    void anyWithoutFiltersTakesEachEventUntilAConditionHolds() {
        Trip trip = trip("do: [{hear: {listen: {to: {any: [], until: '. | length == 3'}}}}]", "{}");
        assertEquals("[{}]", listen(trip).filters().toString());
        hear(trip, order(1, "a"));
        hear(trip, order(2, "b"), order(3, "c"), order(4, "d"));

        assertEquals("[{\"order\":1},{\"order\":2},{\"order\":3}]", trip.outcome());
    }

    @Test
    void anyMayGoOnUntilAnEventThatIsNotGiven() {
        Trip trip = trip("""
                do: [{hear: {listen: {to: {any: [], until: {one: {with: {type: order.closed}}}}}}}]
                """, "{}");
        hear(trip, order(1, "a"));
        hear(trip, order(2, "closed"));

        assertEquals("[{\"order\":1}]", trip.outcome());
    }

    @Test
    void untilAllWaitsForAllOfThem() {
        Trip trip = trip("""
                do:
                - hear:
                    listen:
                      to:
                        any: [{with: {type: order.a}}]
                        until: {all: [{with: {type: order.x}}, {with: {type: order.y}}]}
                """, "{}");
        hear(trip, order(1, "x"), order(2, "a"), order(3, "x"));
        assertEquals("going on", trip.outcome());
        hear(trip, order(4, "y"));

        assertEquals("[{\"order\":2}]", trip.outcome());
    }

    @Test
    void eventsMayHaveToAgreeWithTheFirst() {
        Trip trip = trip("""
                do:
                - hear:
                    listen:
                      to:
                        all:
                        - {with: {type: order.placed}, correlate: {order: {from: .data.order}}}
                        - {with: {type: order.paid}, correlate: {order: {from: .data.order}}}
                """, "{}");
        hear(trip, order(7, "placed"), order(8, "paid"));
        assertEquals("going on", trip.outcome());
        hear(trip, order(7, "paid"));

        assertEquals("[{\"order\":7},{\"order\":7}]", trip.outcome());
    }

    @Test
    void eventsMayHaveToAgreeWithWhatTheRunKnows() {
        Trip trip = trip("""
                do:
                - hear:
                    listen:
                      to:
                        one: {with: {type: order.paid}, correlate: {order: {from: .data.order, expect: '${ .id }'}}}
                """, "{id: 7}");
        hear(trip, order(8, "paid"));
        assertEquals("going on", trip.outcome());
        hear(trip, order(7, "paid"));

        assertEquals("[{\"order\":7}]", trip.outcome());
    }

    @Test
    void numbersAgreeByTheirValue() {
        Trip trip = trip("""
                do:
                - hear:
                    listen:
                      to:
                        one:
                          with: {type: order.paid, priority: 3}
                          correlate: {order: {from: .data.order, expect: '${ .id }'}}
                """, "{id: 7.0}");

        assertEquals(true, matches(trip, "{type: order.paid, priority: 3.0}"));
        assertEquals(
                "[{\"order\":7}]",
                hear(trip, "{type: order.paid, priority: 3.0, data: {order: 7}}")
                        .outcome());
    }

    @Test
    void somethingMayBeDoneWithEachEventOneAfterTheOther() {
        Trip trip = trip("""
                do:
                - hear:
                    listen: {to: {any: [], until: '. | length == 2'}}
                    foreach:
                      item: event
                      at: position
                      do:
                      - pause: {wait: {seconds: 1}}
                      - shape: {set: {place: '${ $position }', order: '${ $event.order }', of: '${ .who }'}}
                      output: {as: '. + {mapped: $event.order}'}
                      export: {as: '$context + {last: .order}'}
                - look: {set: {heard: '${ . }', last: '${ $context.last }'}}
                """, "{who: Ada}");
        hear(trip, order(5, "a"), order(6, "b"));
        trip.sleep();

        assertEquals(
                "{\"heard\":[{\"place\":0,\"order\":5,\"of\":\"Ada\",\"mapped\":5},"
                        + "{\"place\":1,\"order\":6,\"of\":\"Ada\",\"mapped\":6}],\"last\":6}",
                trip.outcome());
        assertEquals("2026-03-01T08:00:02Z", trip.now.toString());
    }

    @Test
    void eachRequestNamesTheOneThatItContinues() {
        Trip trip = trip("do: [{hear: {listen: {to: {any: [], until: '. | length == 3'}}}}]", "{}");
        assertEquals("1.1", trip.effect());
        hear(trip, order(1, "a")).restart().go();
        assertEquals("1.2", trip.effect());
        assertEquals("1.1", listen(trip).continues());
        hear(trip, order(2, "a"));
        assertEquals("1.2", listen(trip).continues());
    }

    @Test
    void listeningThatTimesOutIsGivenUp() {
        Trip trip = trip("""
                do: [{hear: {listen: {to: {one: {with: {type: a}}}}, timeout: {after: {hours: 1}}}}]
                """, "{}").sleep();

        assertEquals("!timeout 408 /do/0/hear", trip.outcome());
        assertEquals(List.of("1.1"), trip.abandoned);
    }
}
