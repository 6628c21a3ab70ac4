package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DataFlowTest {

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    private Trip trip(String definition, String input) {
        return new Trip(definitions, expressions, Limits.USUAL, definition, input).go();
    }

    private String outcome(String definition, String input) {
        return trip(definition, input).outcome();
    }

    @Test
    void inputFromMakesTheInputAndOutputAsTheOutputOfATask() {
        assertEquals("{\"in\":{\"name\":\"Ada\"},\"out\":{\"greeting\":\"Ada\"}}", outcome("""
                do:
                - greet:
                    input: {from: .user}
                    set: {greeting: '${ .name }'}
                    output: {as: '{in: $input, out: .}'}
                """, "{user: {name: Ada}}"));
    }

    @Test
    void mappingsMayBeObjectsWithExpressionsInThem() {
        assertEquals("{\"b\":{\"a\":1}}", outcome("""
                do:
                - shape:
                    input: {from: {a: '${ .n }'}}
                    set: {a: '${ .a }'}
                    output: {as: {b: '${ . }'}}
                """, "{n: 1}"));
    }

    @Test
    void theWorkflowsInputAndOutputAreMappedAsWell() {
        assertEquals("{\"result\":{\"n\":2},\"context\":{\"n\":1}}", outcome("""
                input: {from: .order}
                do:
                - add: {set: {n: '${ .n + 1 }'}}
                output: {as: '{result: ., context: $context}'}
                """, "{order: {n: 1}}"));
    }

    @Test
    void theContextIsAtFirstTheWorkflowsMappedInput() {
        assertEquals("{\"seen\":{\"n\":1}}", outcome("""
                input: {from: .order}
                do:
                - other: {set: {x: 1}}
                - look: {set: {seen: '${ $context }'}}
                """, "{order: {n: 1}}"));
    }

    @Test
    void exportReplacesTheContextForAllThatFollows() {
        assertEquals("{\"context\":{\"first\":1,\"second\":2}}", outcome("""
                do:
                - one: {set: {v: 1}, export: {as: '{first: .v}'}}
                - two: {set: {v: 2}, output: {as: .v}, export: {as: '$context + {second: .}'}}
                - look: {set: {context: '${ $context }'}}
                """, "{}"));
    }

    @Test
    void exportIsOfTheMappedOutputAndKnowsItAndTheRawOne() {
        assertEquals("{\"dot\":2,\"output\":2,\"raw\":{\"v\":2},\"input\":{\"a\":1}}", outcome("""
                do:
                - one:
                    set: {v: 2}
                    output: {as: .v}
                    export: {as: '{dot: ., output: $output, raw: $task.output, input: $input}'}
                - look: {set: {x: 1}, output: {as: $context}}
                """, "{a: 1}"));
    }

    @Test
    void theConditionAndTheSchemaOfTheInputSeeTheRawInput() {
        assertEquals("{\"n\":1}", outcome("""
                do:
                - one:
                    if: .order.n == 1
                    input: {schema: {document: {required: [order]}}, from: .order}
                    set: {n: '${ .n }'}
                """, "{order: {n: 1}}"));
    }

    @Test
    void theConditionComesBeforeTheSchema() {
        assertEquals("{}", outcome("""
                do: [{one: {if: .order, input: {schema: {document: {required: [order]}}}, set: {n: 1}}}]
                """, "{}"));
    }

    @Test
    void inputThatItsSchemaDoesNotWantFaultsBeforeItIsMapped() {
        Trip trip = trip("""
                do: [{one: {input: {schema: {document: {required: [order]}}, from: 'error("mapped")'}, set: {n: 1}}}]
                """, "{}");

        assertEquals("!validation 400 /do/0/one", trip.outcome());
        assertEquals("required property 'order' not found", trip.error().detail());
    }

    @Test
    void theSchemaOfTheOutputSeesTheMappedOutputBeforeTheExport() {
        assertEquals("!validation 400 /do/0/one", outcome("""
                do:
                - one:
                    set: {n: 1}
                    output: {as: .n, schema: {document: {type: object}}}
                    export: {as: 'error("exported")'}
                """, "{}"));
        assertEquals("1", outcome("""
                do: [{one: {set: {n: 1}, output: {as: .n, schema: {document: {type: number}}}}}]
                """, "{}"));
    }

    @Test
    void aContextThatItsSchemaDoesNotWantIsNotTaken() {
        assertEquals("{\"context\":{\"old\":true},\"type\":\"validation\"}", outcome("""
                do:
                - attempt:
                    try:
                    - one: {set: {n: 1}, export: {as: '{n: .n}', schema: {document: {required: [m]}}}}
                    catch:
                      do:
                      - look: {set: {context: '${ $context }', type: '${ $error.type | split("/")[-1] }'}}
                """, "{old: true}"));
    }

    @Test
    void theWorkflowsInputAndOutputAreCheckedAgainstTheirSchemas() {
        assertEquals("!validation 400 /input", outcome("""
                input: {schema: {document: {required: [order]}}, from: 'error("mapped")'}
                do: [{one: {set: {n: 1}}}]
                """, "{}"));
        assertEquals("!validation 400 /output", outcome("""
                do: [{one: {set: {n: 1}}}]
                output: {as: .n, schema: {document: {type: object}}}
                """, "{}"));
    }

    @Test
    void expressionsOfTheWorkflowThatFailSayWhichTheyAre() {
        assertEquals("!expression 400 /input", outcome("{input: {from: .a.b}, do: [{one: {set: {n: 1}}}]}", "{a: 1}"));
        assertEquals("!expression 400 /output", outcome("{output: {as: .n.b}, do: [{one: {set: {n: 1}}}]}", "{a: 1}"));
    }

    @Test
    void anExpressionThatFailsIsAnErrorOfItsTask() {
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {set: {n: '${ .a.b }'}}}]", "{a: 1}"));
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {set: {x: 1}, if: .a.b}}]", "{a: 1}"));
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {set: {x: 1}, output: {as: .x.b}}}]", "{}"));
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {set: {n: 1}, export: {as: .n.b}}}]", "{}"));
    }

    @Test
    void inputIsKnownOnlyOnceItIsMade() {
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {if: '$input == null', set: {x: 1}}}]", "{}"));
        assertEquals("!expression 400 /do/0/one", outcome("do: [{one: {input: {from: $input}, set: {x: 1}}}]", "{}"));
    }

    @Test
    void theTaskIsDescribed() {
        assertEquals(
                "{\"name\":\"look\",\"reference\":\"/do/0/look\",\"definition\":{\"input\":{\"from\":\".a\"},"
                        + "\"set\":{\"task\":\"${ $task }\"},\"output\":{\"as\":\".task\"}},\"input\":{\"a\":1},"
                        + "\"startedAt\":{\"iso8601\":\"2026-03-01T08:00:00Z\","
                        + "\"epoch\":{\"seconds\":1772352000,\"milliseconds\":1772352000000}}}",
                outcome("""
                do: [{look: {input: {from: .a}, set: {task: '${ $task }'}, output: {as: .task}}}]
                """, "{a: 1}"));
    }

    @Test
    void theWorkflowIsDescribedWithItsRawInput() {
        assertEquals(
                "{\"id\":\"01960000-0000-7000-8000-000000000001\",\"name\":\"described\",\"input\":{\"a\":1},"
                        + "\"startedAt\":\"2026-03-01T08:00:00Z\"}",
                outcome("""
                document: {dsl: 1.0.0, namespace: tests, name: described, version: 1.0.0}
                input: {from: .a}
                do:
                - look:
                    set:
                      id: ${ $workflow.id }
                      name: ${ $workflow.definition.document.name }
                      input: ${ $workflow.input }
                      startedAt: ${ $workflow.startedAt.iso8601 }
                """, "{a: 1}"));
    }

    @Test
    void theRuntimeIsDescribed() {
        assertEquals(
                "{\"name\":\"trainyard\",\"version\":\"1\",\"metadata\":"
                        + "{\"deployment\":\"01960000-0000-7000-8000-000000000002\",\"version\":3}}",
                outcome("do: [{look: {set: {x: 1}, output: {as: $runtime}}}]", "{}"));
    }

    @Test
    void whatJsonCannotHoldIsReplaced() {
        Trip trip = trip("do: [{ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}}]", "{}");
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("nan", Double.NaN)
                .put("much", Double.NEGATIVE_INFINITY)
                .put("nul", "a\0b")
                .put("half \uD83D", "\uDE00 \uD83D\uDE00");

        assertEquals(
                "{\"nan\":null,\"much\":-1.7976931348623157E308,\"nul\":\"a\uFFFDb\",\"half \uFFFD\":\"\uFFFD \uD83D\uDE00\"}",
                trip.complete("1", new EffectResult.Success(answer)).outcome());
    }

    @Test
    void whatIsNestedTooDeeplyFails() {
        assertEquals("!expression 400 /do/0/make", outcome("""
                do: [{make: {set: {deep: '${ reduce range(300) as $i (0; [.]) }'}}}]
                """, "{}"));
    }

    @Test
    void inputThatIsNestedTooDeeplyIsRefused() {
        assertEquals(
                "!validation 400 /input", outcome("do: [{make: {set: {a: 1}}}]", "[".repeat(300) + "]".repeat(300)));
    }

    @Test
    void anAnswerThatIsNestedTooDeeplyIsAFailedCall() {
        Trip trip = trip("do: [{ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}}]", "{}");

        assertEquals(
                "!communication 500 /do/0/ask",
                trip.complete("1", "[".repeat(300) + "]".repeat(300)).outcome());
    }
}
