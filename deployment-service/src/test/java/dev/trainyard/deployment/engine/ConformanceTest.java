package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the specification's conformance tests (ctk/features) ask of the tasks that are run here, scenario by scenario, with
 * documents of our own.
 */
@QuarkusTest
class ConformanceTest {

    private static final String COLOR = "{set: {colors: '${ .colors + [\"%s\"] }'}}";

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input).go();
    }

    private static List<String> names(Trip trip) {
        return trip.steps.stream().map(Step::name).toList();
    }

    @Test
    void callHttpWithContentOutput() {
        Trip trip = trip("""
                do:
                - find: {call: http, with: {method: get, endpoint: {uri: 'https://example.com/pets?state={state}'}},
                         output: {as: '.[0]'}}
                """, "{state: free}");
        trip.complete(trip.effect(), "[{id: 1, name: Rex}, {id: 2}]");

        assertEquals("{\"id\":1,\"name\":\"Rex\"}", trip.outcome());
    }

    @Test
    void dataFlowInputFiltering() {
        Trip trip =
                trip("do: [{id: {input: {from: .user.token.sub}, set: {id: '${ . }'}}}]", "{user: {token: {sub: x1}}}");

        assertEquals("{\"id\":\"x1\"}", trip.outcome());
    }

    @Test
    void dataFlowOutputFilteringAndNonObjectOutput() {
        Trip trip = trip("""
                do:
                - first: {call: http, with: {method: get, endpoint: {uri: 'https://example.com/pets/{pet}'}},
                          output: {as: .id}}
                - second: {call: http, with: {method: get, endpoint: {uri: 'https://example.com/pets/2'}},
                           output: {as: '{both: [$input, .id]}'}}
                """, "{pet: 1}");
        trip.complete(trip.effect(), "{id: 1}").complete(trip.effect(), "{id: 2}");

        assertEquals("{\"both\":[1,2]}", trip.outcome());
    }

    @Test
    void doTaskWithSequentialSubTasks() {
        Trip trip = trip(
                "do: [{all: {do: [{red: %s}, {green: %s}]}}]"
                        .formatted(COLOR.formatted("red"), COLOR.formatted("green")),
                "{}");

        assertEquals("{\"colors\":[\"red\",\"green\"]}", trip.outcome());
    }

    @Test
    void emitTask() {
        Trip trip = trip("""
                do:
                - greet:
                    emit:
                      event:
                        with:
                          source: https://example.com
                          type: com.example.greeted
                          data: {greeting: '${ "Hi \\(.first) \\(.last)" }'}
                """, "{first: Ada, last: Lovelace}");
        Effect.Emit emit = (Effect.Emit) trip.effects.get(trip.effect());

        assertEquals(
                "{\"greeting\":\"Hi Ada Lovelace\"}", emit.event().get("data").toString());
        assertEquals("com.example.greeted", emit.event().get("type").textValue());
        assertEquals("https://example.com", emit.event().get("source").textValue());
    }

    @Test
    void flowImplicitSequence() {
        Trip trip = trip(
                "do: [{red: %s}, {green: %s}, {blue: %s}]"
                        .formatted(COLOR.formatted("red"), COLOR.formatted("green"), COLOR.formatted("blue")),
                "{}");

        assertEquals("{\"colors\":[\"red\",\"green\",\"blue\"]}", trip.outcome());
        assertEquals(List.of("red", "green", "blue"), names(trip));
    }

    @Test
    void flowExplicitSequence() {
        Trip trip = trip("""
                do:
                - red: {set: {colors: '${ .colors + ["red"] }'}, then: green}
                - blue: {set: {colors: '${ .colors + ["blue"] }'}, then: end}
                - green: {set: {colors: '${ .colors + ["green"] }'}, then: blue}
                """, "{}");

        assertEquals("{\"colors\":[\"red\",\"green\",\"blue\"]}", trip.outcome());
    }

    @Test
    void forTask() {
        Trip trip = trip("""
                do:
                - paint:
                    for: {each: color, in: .colors}
                    do:
                    - mark: {set: {done: '${ {colors: (.done.colors + [$color]), at: (.done.at + [$index])} }'}}
                """, "{colors: [red, green]}");

        assertEquals("{\"done\":{\"colors\":[\"red\",\"green\"],\"at\":[0,1]}}", trip.outcome());
    }

    @Test
    void forkTaskWithCompetingBranches() {
        Trip trip = trip(
                "do: [{race: {fork: {compete: true, branches: [{red: %s}, {green: %s}]}}}]"
                        .formatted(COLOR.formatted("red"), COLOR.formatted("green")),
                "{}");

        assertEquals("{\"colors\":[\"red\"]}", trip.outcome());
    }

    @Test
    void raiseTaskWithInlineError() {
        Trip trip = trip("""
                do: [{refuse: {raise: {error: {status: 400, type: 'https://example.com/compliance', title: Not so}}}}]
                """, "{}");

        assertEquals(
                new WorkflowError("https://example.com/compliance", 400, "Not so", null, "/do/0/refuse"), trip.error());
    }

    @Test
    void setTask() {
        Trip trip = trip(
                "do: [{make: {set: {shape: circle, size: '${ .options.size }'}}}]", "{options: {size: {width: 6}}}");

        assertEquals("{\"shape\":\"circle\",\"size\":{\"width\":6}}", trip.outcome());
    }

    private Trip choice(String more, String color) {
        return trip("""
                do:
                - choose:
                    switch:
                    - red: {when: .color == "red", then: red}
                    - green: {when: .color == "green", then: green}
                %s
                - red: {set: {colors: '${ .colors + ["red"] }'}, then: end}
                - green: {set: {colors: '${ .colors + ["green"] }'}, then: end}
                - custom: {if: 'true', set: {colors: '${ .colors + [$input.color] }'}}
                """.formatted(more), "{color: " + color + "}");
    }

    @Test
    void switchTaskWithMatchingCase() {
        assertEquals(
                "{\"colors\":[\"green\"]}",
                choice("    - any: {then: custom}", "green").outcome());
    }

    @Test
    void switchTaskWithImplicitDefaultCase() {
        Trip trip = trip("""
                do:
                - choose: {switch: [{red: {when: .color == "red", then: red}}], then: end}
                - red: {set: {colors: [red]}}
                """, "{color: yellow}");

        assertEquals("{\"color\":\"yellow\"}", trip.outcome());
        assertEquals(List.of("choose"), names(trip));
    }

    @Test
    void switchTaskWithExplicitDefaultCase() {
        Trip trip = choice("    - any: {then: custom}", "yellow");

        assertEquals("{\"colors\":[\"yellow\"]}", trip.outcome());
        assertEquals(List.of("choose", "custom"), names(trip));
    }

    private Trip attempt(int status) {
        Trip trip = trip("""
                do:
                - attempt:
                    try: [{get: {call: http, with: {method: get, endpoint: {uri: 'https://example.com/{name}'}}}}]
                    catch:
                      errors: {with: {type: 'https://serverlessworkflow.io/spec/1.0.0/errors/communication', status: %d}}
                      as: err
                      do: [{keep: {set: {error: '${ $err }'}}}]
                """.formatted(status), "{name: Rex}");
        return trip.fail(trip.effect(), "communication", 404);
    }

    @Test
    void tryHandlesCaughtError() {
        assertEquals(
                "{\"error\":{\"type\":\"https://serverlessworkflow.io/spec/1.0.0/errors/communication\",\"status\":404,"
                        + "\"instance\":\"/do/0/attempt/try/0/get\"}}",
                attempt(404).outcome());
    }

    @Test
    void tryRaisesUncaughtError() {
        assertEquals("!communication 404 /do/0/attempt/try/0/get", attempt(503).outcome());
    }
}
