package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.TaskHead;
import dev.trainyard.deployment.definition.Then;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskTest {

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input);
    }

    private String outcome(String definition, String input) {
        return trip(definition, input).sleep().outcome();
    }

    @Test
    void setMakesDataOfItsInput() {
        assertEquals("{\"greeting\":\"Hello Ada\",\"constant\":[1,true]}", outcome("""
                do:
                - greet: {set: {greeting: '${ "Hello \\(.name)" }', constant: [1, true]}}
                """, "{name: Ada}"));
    }

    @Test
    void tasksOfAListFollowEachOther() {
        assertEquals("{\"n\":3}", outcome("""
                do:
                - one: {set: {n: 1}}
                - two: {set: {n: '${ .n + 1 }'}}
                - three: {set: {n: '${ .n + 1 }'}}
                """, "{}"));
    }

    @Test
    void doGivesWhatItsLastTaskGives() {
        assertEquals("{\"n\":12}", outcome("""
                do:
                - both:
                    do:
                    - one: {set: {n: '${ .n + 1 }'}}
                    - ten: {set: {n: '${ .n + 10 }'}}
                """, "{n: 1}"));
    }

    @Test
    void thenGoesToATaskOfTheSameList() {
        assertEquals("{\"way\":\"acb\"}", outcome("""
                do:
                - a: {set: {way: a}, then: c}
                - b: {set: {way: '${ .way + "b" }'}, then: end}
                - c: {set: {way: '${ .way + "c" }'}, then: b}
                """, "{}"));
    }

    @Test
    void thenExitLeavesTheList() {
        assertEquals("{\"way\":\"ac\"}", outcome("""
                do:
                - inner:
                    do:
                    - a: {switch: [{leave: {when: .way == "a", then: exit}}]}
                    - b: {set: {way: '${ .way + "b" }'}}
                - c: {set: {way: '${ .way + "c" }'}}
                """, "{way: a}"));
    }

    @Test
    void thenEndEndsTheWorkflowFromWithin() {
        assertEquals("{\"way\":\"a\",\"wrapped\":true}", outcome("""
                do:
                - inner:
                    do:
                    - a: {switch: [{leave: {when: .way == "a", then: end}}]}
                    - b: {set: {way: b}}
                    output: {as: '. + {wrapped: true}'}
                - c: {set: {way: c}}
                """, "{way: a}"));
    }

    @Test
    void thenThatNamesNoTaskOfItsListIsAnErrorOfTheDefinition() {
        Definition sound = definitions.read(Trip.document("do: [{a: {set: {x: 1}}}]"));
        Task.Set set = (Task.Set) sound.tasks().getFirst();
        TaskHead head = new TaskHead(
                "a", "/do/0/a", null, null, null, null, null, null, null, null, null, new Then.Goto("nowhere"));
        Definition unsound = new Definition(
                "n",
                "n",
                "1",
                "1",
                sound.document(),
                null,
                null,
                null,
                null,
                null,
                List.of(new Task.Set(head, set.value())),
                Set.of());

        Trip trip = new Trip(expressions, Limits.USUAL, unsound, Trip.yaml("{}")).go();

        assertEquals("!configuration 400 /do/0/a", trip.outcome());
    }

    @Test
    void switchGoesWhereTheFirstCaseSaysThatHolds() {
        String definition = """
                do:
                - size:
                    switch:
                    - large: {when: .n > 100, then: large}
                    - medium: {when: .n > 10, then: medium}
                    - other: {then: small}
                - small: {set: {size: small}, then: end}
                - medium: {set: {size: medium}, then: end}
                - large: {set: {size: large}, then: end}
                """;

        assertEquals("{\"size\":\"large\"}", outcome(definition, "{n: 101}"));
        assertEquals("{\"size\":\"medium\"}", outcome(definition, "{n: 11}"));
        assertEquals("{\"size\":\"small\"}", outcome(definition, "{n: 1}"));
    }

    @Test
    void theCaseWithoutAConditionIsTheLastResortWhereverItStands() {
        assertEquals("{\"size\":\"large\"}", outcome("""
                do:
                - size: {switch: [{other: {then: small}}, {large: {when: .n > 100, then: large}}]}
                - small: {set: {size: small}, then: end}
                - large: {set: {size: large}}
                """, "{n: 101}"));
    }

    @Test
    void switchWithoutAMatchGoesWhereTheTaskSays() {
        assertEquals("{\"n\":1}", outcome("""
                do:
                - size: {switch: [{large: {when: .n > 100, then: large}}], then: end}
                - large: {set: {size: large}}
                """, "{n: 1}"));
    }

    @Test
    void aRoundGetsWhatTheOneBeforeGave() {
        assertEquals("{\"seen\":[\"a0\",\"b1\",\"c2\"]}", outcome("""
                do:
                - loop:
                    for: {in: .letters}
                    do:
                    - see: {set: {seen: '${ .seen + ["\\($item)\\($index)"] }'}}
                """, "{letters: [a, b, c]}"));
    }

    @Test
    void itemAndIndexMayHaveOtherNames() {
        assertEquals("{\"seen\":[\"a0\",\"b1\"]}", outcome("""
                do:
                - loop:
                    for: {each: letter, at: position, in: '${ .letters }'}
                    do:
                    - see: {set: {seen: '${ .seen + ["\\($letter)\\($position)"] }'}}
                """, "{letters: [a, b]}"));
    }

    @Test
    void aLoopGoesOnWhileItsConditionHolds() {
        assertEquals("{\"sum\":6}", outcome("""
                do:
                - loop:
                    for: {in: .numbers}
                    while: (.sum // 0) < 5
                    do:
                    - add: {set: {sum: '${ (.sum // 0) + $item }'}}
                """, "{numbers: [1, 2, 3, 4, 5]}"));
    }

    @Test
    void theConditionOfALoopKnowsTheItem() {
        assertEquals("{\"sum\":3}", outcome("""
                do:
                - loop:
                    for: {in: .numbers}
                    while: $item < 3
                    do:
                    - add: {set: {sum: '${ (.sum // 0) + $item }'}}
                """, "{numbers: [1, 2, 3, 1]}"));
    }

    @Test
    void aRoundThatTakesTimeIsDoneBeforeTheNextBegins() {
        Trip trip = trip("""
                do:
                - loop:
                    for: {in: .numbers}
                    do:
                    - ask: {call: http, with: {method: get, endpoint: 'https://example.com'}, output: {as: '{a: ., i: $item}'}}
                    - note: {set: {seen: '${ $context.seen + [.] }'}, export: {as: .}}
                """, "{numbers: [7, 8]}").go();
        trip.complete(trip.effect(), "first");
        trip.complete(trip.effect(), "second");

        assertEquals("{\"seen\":[{\"a\":\"first\",\"i\":7},{\"a\":\"second\",\"i\":8}]}", trip.outcome());
    }

    @Test
    void aLoopOverNothingGivesItsInput() {
        assertEquals("{\"letters\":[]}", outcome("""
                do: [{loop: {for: {in: .letters}, do: [{see: {set: {seen: true}}}]}}]
                """, "{letters: []}"));
    }

    @Test
    void aLoopOverWhatIsNoArrayFails() {
        Trip trip = trip("do: [{loop: {for: {in: .letters}, do: [{see: {set: {seen: true}}}]}}]", "{}")
                .go();

        assertEquals("!expression 400 /do/0/loop", trip.outcome());
        assertEquals("for.in must give an array, not null", trip.error().detail());
    }

    @Test
    void thenExitEndsTheRoundAndEndTheWorkflow() {
        assertEquals("{\"n\":4}", outcome("""
                do:
                - loop:
                    for: {in: '[1, 2, 3]'}
                    do:
                    - leave: {switch: [{two: {when: $item == 2, then: exit}}]}
                    - add: {set: {n: '${ .n + $item }'}}
                """, "{n: 0}"));
        assertEquals("{\"n\":1}", outcome("""
                do:
                - loop:
                    for: {in: '[1, 2, 3]'}
                    do:
                    - leave: {switch: [{two: {when: $item == 2, then: end}}]}
                    - add: {set: {n: '${ .n + $item }'}}
                - never: {set: {n: 0}}
                """, "{n: 0}"));
    }

    @Test
    void loopsWithinEachOtherHaveVariablesOfTheirOwn() {
        assertEquals("{\"seen\":[\"1a\",\"1b\",\"2a\",\"2b\"]}", outcome("""
                do:
                - outer:
                    for: {each: number, in: '[1, 2]'}
                    do:
                    - inner:
                        for: {each: letter, in: '["a", "b"]'}
                        do:
                        - see: {set: {seen: '${ .seen + ["\\($number)\\($letter)"] }'}}
                """, "{}"));
    }

    @Test
    void forkGivesWhatEachBranchGivesInTheirOrder() {
        Trip trip = trip("""
                do:
                - all:
                    fork:
                      branches:
                      - slow: {wait: {seconds: 2}, output: {as: '"slow"'}}
                      - quick: {set: {x: '${ .n }'}}
                      - both:
                          do:
                          - pause: {wait: {seconds: 1}}
                          - done: {set: {x: done}}
                """, "{n: 7}").sleep();

        assertEquals("[\"slow\",{\"x\":7},{\"x\":\"done\"}]", trip.outcome());
        assertEquals("2026-03-01T08:00:02Z", trip.now.toString());
    }

    @Test
    void anErrorInABranchEndsTheForkAndWhatGoesOnInIt() {
        Trip trip = trip("""
                do:
                - all:
                    fork:
                      branches:
                      - call: {call: http, with: {method: get, endpoint: http://example.com}}
                      - fail:
                          do:
                          - pause: {wait: {seconds: 1}}
                          - fault: {raise: {error: {type: https://example.com/teapot, status: 418}}}
                """, "{}").go();
        String call = trip.effect();

        assertEquals(
                "!https://example.com/teapot 418 /do/0/all/fork/branches/1/fail/do/1/fault",
                trip.after("PT1S").outcome());
        assertEquals(List.of(call), trip.abandoned);
    }

    @Test
    void ofCompetingBranchesTheFirstToEndIsTheOneThatCounts() {
        Trip trip = trip("""
                do:
                - race:
                    fork:
                      compete: true
                      branches:
                      - slow: {wait: {seconds: 2}}
                      - call: {call: http, with: {method: get, endpoint: http://example.com}}
                      - quick:
                          do:
                          - pause: {wait: {seconds: 1}}
                          - done: {set: {winner: quick}}
                - after: {set: {winner: '${ .winner }', after: true}}
                """, "{}").go();
        String call = trip.effect();
        trip.after("PT1S");

        assertEquals("{\"winner\":\"quick\",\"after\":true}", trip.outcome());
        assertEquals(List.of(call), trip.abandoned);
        assertEquals(
                List.of(
                        "1 pause COMPLETED {}",
                        "2 done COMPLETED {\"winner\":\"quick\"}",
                        "3 quick COMPLETED {\"winner\":\"quick\"}",
                        "4 slow CANCELLED",
                        "5 call CANCELLED",
                        "6 race COMPLETED {\"winner\":\"quick\"}",
                        "7 after COMPLETED {\"winner\":\"quick\",\"after\":true}"),
                trip.log());
    }

    @Test
    void whatWasAskedForAndGivenUpInOneAdvanceIsNotAskedForAtAll() {
        Trip trip = trip("""
                do:
                - race:
                    fork:
                      compete: true
                      branches:
                      - call: {call: http, with: {method: get, endpoint: http://example.com}}
                      - quick: {set: {winner: quick}}
                """, "{}").go();

        assertEquals("{\"winner\":\"quick\"}", trip.outcome());
        assertEquals(List.of(), trip.abandoned);
        assertEquals(List.of(), List.copyOf(trip.effects.keySet()));
    }

    @Test
    void aBranchThatFailsIsOutOfTheRace() {
        String definition = """
                do:
                - race:
                    fork:
                      compete: true
                      branches:
                      - a: {call: http, with: {method: get, endpoint: http://a.example.com}}
                      - b: {call: http, with: {method: get, endpoint: http://b.example.com}}
                """;
        Trip won = trip(definition, "{}").go().fail("2", "communication", 503).complete("3", "{b: 1}");
        Trip lost = trip(definition, "{}").go().fail("2", "communication", 503).fail("3", "communication", 502);

        assertEquals("{\"b\":1}", won.outcome());
        assertEquals("!communication 503 /do/0/race/fork/branches/0/a", lost.outcome());
    }

    @Test
    void endInABranchEndsTheWorkflowWithItsOutput() {
        assertEquals("{\"from\":\"b\"}", outcome("""
                do:
                - all:
                    fork:
                      branches:
                      - a: {wait: {days: 1}}
                      - b: {set: {from: b}, then: end}
                - never: {set: {from: never}}
                """, "{}"));
    }

    @Test
    void aWaitIsAsLongAsItSays() {
        Trip trip = trip("do: [{pause: {wait: {seconds: 1}}}]", "{a: 1}").go();

        assertEquals("2026-03-01T08:00:01Z", trip.progress.wakeAt().toString());
        assertEquals("going on", trip.after("PT0.999S").outcome());
        assertEquals("{\"a\":1}", trip.after("PT0.001S").outcome());
    }

    @Test
    void aWaitMayBeIso8601OrAnExpression() {
        assertEquals(
                "2026-03-01T08:00:01Z",
                trip("do: [{pause: {wait: PT1S}}]", "{}").sleep().now.toString());
        assertEquals(
                "2026-03-01T08:05:00Z",
                trip("do: [{pause: {wait: '${ .pause }'}}]", "{pause: PT5M}")
                        .sleep()
                        .now
                        .toString());
    }

    @Test
    void aWaitThatIsNoDurationFails() {
        assertEquals("!expression 400 /do/0/pause", outcome("do: [{pause: {wait: '${ .pause }'}}]", "{}"));
    }

    @Test
    void raiseEndsTheRunWithItsErrorAndWhereItWasRaised() {
        Trip trip = trip("""
                do:
                - check:
                    raise:
                      error:
                        type: https://example.com/errors/out-of-stock
                        status: 409
                        title: '${ "No \\(.what) left" }'
                        detail: Come back tomorrow
                        instance: /elsewhere
                """, "{what: tea}").go();

        assertEquals(
                new WorkflowError(
                        "https://example.com/errors/out-of-stock",
                        409,
                        "No tea left",
                        "Come back tomorrow",
                        "/do/0/check"),
                trip.error());
    }

    @Test
    void raiseNeedsATypeAndAStatus() {
        assertEquals(
                "!configuration 400 /do/0/a",
                outcome("do: [{a: {raise: {error: {type: '${ .a }', status: 400}}}}]", "{}"));
    }

    @Test
    void aCallIsAnEffectAndItsOutputTheTasks() {
        Trip trip = trip("""
                do:
                - ask: {input: {from: .question}, call: http, with: {method: get, endpoint: http://example.com}}
                """, "{question: {q: 1}}").go();
        Effect.Call call = assertInstanceOf(Effect.Call.class, trip.effects.get("1"));

        assertEquals("{\"q\":1}", call.input().toString());
        assertEquals("GET", call.task().method());
        assertEquals("{\"question\":{\"q\":1}}", call.variables().get("context").toString());
        assertEquals("/do/0/ask", call.variables().get("task").get("reference").textValue());
        assertEquals("{\"answer\":42}", trip.complete("1", "{answer: 42}").outcome());
    }

    @Test
    void aCallThatFailsRaisesItsError() {
        Trip trip = trip("do: [{ask: {call: http, with: {method: get, endpoint: http://example.com}}}]", "{}")
                .go()
                .fail("1", "communication", 404);

        assertEquals("!communication 404 /do/0/ask", trip.outcome());
    }

    @Test
    void emitGivesAwayAnEventAndHasItAsItsOutput() {
        Trip trip = trip("""
                do:
                - tell: {emit: {event: {with: {type: com.example.told, source: https://example.com, data: {what: '${ .what }'}}}}}
                """, "{what: news}").go();
        Effect.Emit emit = assertInstanceOf(Effect.Emit.class, trip.effects.get("1"));

        assertEquals(
                "{\"specversion\":\"1.0\",\"type\":\"com.example.told\",\"source\":\"https://example.com\",\"data\":{\"what\":\"news\"}}",
                emit.event().toString());
        assertEquals("{\"id\":\"1\"}", trip.complete("1", "{id: '1'}").outcome());
    }

    @Test
    void anEventWithoutATypeIsNotEmitted() {
        assertEquals(
                "!configuration 400 /do/0/tell",
                outcome("do: [{tell: {emit: {event: {with: {type: '${ .a }', source: https://example.com}}}}}]", "{}"));
    }

    @Test
    void aTaskWhoseConditionDoesNotHoldIsSkippedWithItsThen() {
        Trip trip = trip("""
                do:
                - never: {if: .n > 5, set: {x: 1}, then: end, input: {schema: {document: {type: array}}}}
                - always: {set: {n: '${ .n + 1 }'}}
                """, "{n: 1}").go();

        assertEquals("{\"n\":2}", trip.outcome());
        assertEquals(List.of("1 never SKIPPED", "2 always COMPLETED {\"n\":2}"), trip.log());
    }

    @Test
    void eachTaskIsAStepThoseThatAreOfOthersAsWellOnceTheyEnd() {
        Trip trip = trip("""
                do:
                - first: {set: {n: 1}}
                - loop: {for: {in: '["a", "b"]'}, do: [{add: {set: {n: '${ .n + 1 }'}}}]}
                """, "{}").go();

        assertEquals(
                List.of(
                        "1 first COMPLETED {\"n\":1}",
                        "2 add COMPLETED {\"n\":2}",
                        "3 add COMPLETED {\"n\":3}",
                        "4 loop COMPLETED {\"n\":3}"),
                trip.log());
        Step step = trip.steps.getLast();
        assertEquals("/do/1/loop", step.pointer());
        assertEquals("for", step.kind());
        assertEquals("{\"n\":1}", step.input().toString());
        assertEquals(Trip.START, step.startedAt());
        assertEquals(Trip.START, step.finishedAt());
    }

    @Test
    void aStepHasTheTimesOfItsTask() {
        Step step =
                trip("do: [{pause: {wait: {seconds: 3}}}]", "{}").sleep().steps.getFirst();

        assertEquals(Trip.START, step.startedAt());
        assertEquals(Trip.START.plusSeconds(3), step.finishedAt());
    }

    @Test
    void aRunThatHasEndedStaysEnded() {
        Trip trip = trip("do: [{a: {set: {x: 1}}}]", "{}").go();

        assertEquals(List.of(), trip.restart().advance().steps());
        assertEquals("{\"x\":1}", trip.outcome());
    }
}
