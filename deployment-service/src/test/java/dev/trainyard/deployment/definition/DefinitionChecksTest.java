package dev.trainyard.deployment.definition;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.http.problem.Violation;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DefinitionChecksTest {

    private static final String HEADER = "document: {dsl: 1.0.0, namespace: tests, name: check, version: 1.0.0}\n";

    @Inject
    Definitions definitions;

    private List<Violation> violations(String yaml) {
        String header = yaml.startsWith("document:") ? "" : HEADER;
        return definitions.violations(DefinitionYaml.read(header + yaml), "");
    }

    private List<Violation> ofTask(String task) {
        return violations("do: [{a: " + task + "}]");
    }

    private static void assertOnly(String pointer, String detail, List<Violation> violations) {
        assertEquals(
                List.of(pointer), violations.stream().map(Violation::pointer).toList(), violations::toString);
        assertThat(violations.getFirst().detail(), containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "document: {dsl: 1.0.0, namespace: a b, name: c, version: 1.0.0} | /document/namespace | 1 to 63 letters",
                "document: {dsl: 1.0.0, namespace: a, name: c, version: '1'} | /document/version | a semantic version",
                "document: {dsl: 2.0.0, namespace: a, name: c, version: 1.0.0} | /document/dsl | must be a version 1 of the DSL",
                "document: {dsl: 1.0.0, name: c, version: 1.0.0} | /document | must have the member namespace",
                "document: {dsl: 1.0.0, namespace: a, name: c, version: 1.0.0, x: 1} | /document/x | is not known here; what is: dsl,",
            })
    void headerIsChecked(String header, String pointer, String detail) {
        assertOnly(pointer, detail, violations(header + "\ndo: [{a: {set: {b: 1}}}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "do: [] | /do | must have a task",
                "do: 1 | /do | must be an array",
                "do: [{a: {set: {b: 1}}, b: {set: {b: 1}}}] | /do/0 | must have",
                "do: [{}] | /do/0 | must have",
                "do: [{a: {}}] | /do/0/a | must be a task: an object with one of call, for,",
                "do: [{a: 1}] | /do/0/a | must be an object",
                "do: [{a: {sett: {b: 1}}}] | /do/0/a | must be a task",
                "do: [{' ': {set: {b: 1}}}] | '/do/0/ ' | must have a name",
                "do: [{a: {set: {b: 1}}}, {a: {set: {b: 1}}}] | /do/1/a | has the name of another task",
                "do: [{a: {set: {b: 1}}}]\\nx: 1 | /x | is not known here; what is: do, document,",
                "do: [{a: {set: {b: 1}}}]\\nevaluate: {mode: loose} | /evaluate/mode | must be strict",
            })
    void listsAreChecked(String document, String pointer, String detail) {
        assertOnly(pointer, detail, violations(document.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{set: {b: 1}, wait: PT1S} | /do/0/a/wait | is not known here",
                "{set: 1} | /do/0/a/set | must be an object or text",
                "{set: {}} | /do/0/a/set | must have",
                "{set: {b: 1}, thn: end} | /do/0/a/thn | is not known here; what is: export, if,",
                "{set: {b: 1}, then: 1} | /do/0/a/then | must be text",
                "{set: {b: 1}, then: b} | /do/0/a/then | must be continue, exit, end or the name of a task in the same list",
                "{wait: 5} | /do/0/a/wait | must be a duration of at most 3660 days",
                "{wait: {second: 5}} | /do/0/a/wait | must be a duration",
                "{wait: {seconds: -5}} | /do/0/a/wait | must be a duration",
                "{wait: {days: 99999999999999999999}} | /do/0/a/wait | must be a duration",
                "{wait: P1M} | /do/0/a/wait | a month or a year is not always as long",
                "{wait: PT} | /do/0/a/wait | must be a duration",
                "{wait: P10000D} | /do/0/a/wait | must be a duration",
                "{wait: '${ .[ }'} | /do/0/a/wait | must be a jq expression",
                "{switch: []} | /do/0/a/switch | must have",
                "{switch: [{x: {when: .x}}]} | /do/0/a/switch/0/x | must have the member then",
                "{switch: [{x: {then: end}}, {y: {then: end}}]} | /do/0/a/switch/1/y | only one case may be without",
                "{switch: [{x: {when: .x, then: z}}]} | /do/0/a/switch/0/x/then | must be continue, exit, end",
                "{for: {in: .x}, do: []} | /do/0/a/do | must have a task",
                "{for: {}, do: [{b: {wait: PT1S}}]} | /do/0/a/for | must have the member in",
                "{for: {in: .x, each: '$x'}, do: [{b: {wait: PT1S}}]} | /do/0/a/for/each | without the dollar sign",
                "{for: {in: .x, each: input}, do: [{b: {wait: PT1S}}]} | /do/0/a/for/each | must not be $input",
                "{for: {in: .x, each: i, at: i}, do: [{b: {wait: PT1S}}]} | /do/0/a/for | two variables of the same name",
                "{fork: {branches: []}} | /do/0/a/fork/branches | must have a branch",
                "{fork: {branches: [{b: {wait: PT1S, then: c}}, {c: {wait: PT1S}}]}} | /do/0/a/fork/branches/0/b/then | must be continue",
                "{fork: {branches: [{b: {wait: PT1S}}, {b: {wait: PT1S}}]}} | /do/0/a/fork/branches/1/b | another branch",
                "{try: [{b: {wait: PT1S}}]} | /do/0/a | must have the member catch",
                "{try: [{b: {wait: PT1S}}], catch: {retry: x}} | /do/0/a/catch/retry | must name one of the use.retries",
                "{try: [{b: {wait: PT1S}}], catch: {retry: {limit: {attempt: {count: -1}}}}} | /do/0/a/catch/retry/limit/attempt/count | 0 to",
                "{try: [{b: {wait: PT1S}}], catch: {retry: {backoff: {}}}} | /do/0/a/catch/retry/backoff | constant, exponential, linear",
                "{try: [{b: {wait: PT1S}}], catch: {retry: {delay: soon}}} | /do/0/a/catch/retry/delay | must be a duration",
                "{raise: {error: x}} | /do/0/a/raise/error | must name one of the use.errors",
                "{raise: {error: {status: 500}}} | /do/0/a/raise/error | must have the member type",
                "{raise: {error: {type: 'https://x.example/e', status: x}}} | /do/0/a/raise/error/status | must be an integer",
                "{emit: {event: {}}} | /do/0/a/emit/event | must have the member with",
                "{emit: {event: {with: {type: x}}}} | /do/0/a/emit/event/with | must have the member source",
                "{listen: {to: {}}} | /do/0/a/listen/to | an object with one of all, any, one",
                "{listen: {to: {one: {with: {type: x}}, until: .x}}} | /do/0/a/listen/to/until | must not be here together",
                "{listen: {to: {one: {with: {type: x}, correlate: {y: {from: .y, expct: z}}}}}} | /do/0/a/listen/to/one/correlate/y/expct | from, expect",
                "{try: [{b: {wait: PT1S}}], catch: {errors: {status: 1}}} | /do/0/a/catch/errors/status | what is: with",
                "{listen: {to: {all: []}}} | /do/0/a/listen/to/all | must have a filter",
                "{listen: {to: {one: {}}}} | /do/0/a/listen/to/one | must have the member with",
                "{listen: {to: {any: []}, read: all}} | /do/0/a/listen/read | must be one of data, envelope, raw",
                "{call: x} | /do/0/a/call | must be http or name one of the use.functions",
                "{call: http} | /do/0/a | must have the member with",
                "{call: http, with: {method: get}} | /do/0/a/with | must have the member endpoint",
                "{call: http, with: {method: TRACE, endpoint: 'https://x.example'}} | /do/0/a/with/method | must be one of DELETE, GET",
                "{call: http, with: {method: get, endpoint: 'ftp://x.example'}} | /do/0/a/with/endpoint | must begin with http:// or https://",
                "{call: http, with: {method: get, endpoint: x}} | /do/0/a/with/endpoint | must begin with http:// or https://",
                "{call: http, with: {method: get, endpoint: 'https://x.example/{?q}'}} | /do/0/a/with/endpoint | such as {petId}",
                "{call: http, with: {method: get, endpoint: 'https://x.example/{a'}} | /do/0/a/with/endpoint | such as {petId}",
                "{call: http, with: {method: get, endpoint: {uri: 1}}} | /do/0/a/with/endpoint/uri | must be",
                "{call: http, with: {method: get, endpoint: 'https://x.example', headers: {A: 1}}} | /do/0/a/with/headers/A | must be text",
                "{call: http, with: {method: get, endpoint: 'https://x.example', headers: {'A B': x}}} | /do/0/a/with/headers/A B | no header may have",
                "{call: http, with: {method: get, endpoint: 'https://x.example', headers: {A: \"x\\ny\"}}} | /do/0/a/with/headers/A | must be on one line",
                "{call: http, with: {method: get, endpoint: {uri: 'https://x.example', authentication: {use: x}}}} | /do/0/a/with/endpoint/authentication/use | must name one of the use.authentications",
                "{call: http, with: {method: get, endpoint: {uri: 'https://x.example', authentication: {basic: {username: x}}}}} | /do/0/a/with/endpoint/authentication/basic | must have the member password",
                "{call: http, with: {method: get, endpoint: {uri: 'https://x.example', authentication: {digest: {use: x}}}}} | /do/0/a/with/endpoint/authentication/digest | what is: basic, bearer",
                "{set: {b: 1}, timeout: x} | /do/0/a/timeout | must name one of the use.timeouts",
                "{set: {b: 1}, timeout: 1} | /do/0/a/timeout | must be an object or text",
                "{set: {b: 1}, timeout: {}} | /do/0/a/timeout | must have the member after",
            })
    void tasksAreChecked(String task, String pointer, String detail) {
        assertOnly(pointer, detail, ofTask(task));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{set: {b: '${ .[ }'}} | /do/0/a/set/b | must be a jq expression",
                "{set: {b~c: ['x', '${ nope( }']}} | /do/0/a/set/b~0c/1 | must be a jq expression",
                "{set: {b: 1}, if: '.a =='} | /do/0/a/if | must be a jq expression",
                "{set: {b: 1}, output: {as: '.a ++'}} | /do/0/a/output/as | must be a jq expression",
                "{set: {b: 1}, export: {as: {c: '${ ] }'}}} | /do/0/a/export/as/c | must be a jq expression",
                "{for: {in: '.['}, do: [{b: {wait: PT1S}}]} | /do/0/a/for/in | must be a jq expression",
                "{set: {b: '${ $nope }'}} | /do/0/a/set/b | uses $nope, which is not known here",
                "{set: {b: '${ \"a \\($nope)\" }'}} | /do/0/a/set/b | uses $nope",
                "{set: {b: '${ $error }'}} | /do/0/a/set/b | uses $error",
                "{for: {in: '$item'}, do: [{b: {wait: PT1S}}]} | /do/0/a/for/in | uses $item",
                "{set: {b: '${ $secrets.x }'}} | /do/0/a/set/b | must not use $secrets",
                "{wait: '${ $secrets.x }'} | /do/0/a/wait | must not use $secrets",
                "{call: http, with: {method: get, endpoint: 'https://x.example'}, output: {as: $secrets.x}} | /do/0/a/output/as | must not use $secrets",
                "{call: http, with: {method: get, endpoint: 'https://x.example', body: '${ $secrets.x }'}} | /do/0/a/with/body | uses the secret x",
                "{call: http, with: {method: get, endpoint: 'https://x.example', body: '${ $secrets[\"x y\"] }'}} | /do/0/a/with/body | uses the secret x y",
            })
    void expressionsAreChecked(String task, String pointer, String detail) {
        List<Violation> violations = ofTask(task).stream()
                // A name that must not be used may be unknown as well.
                .limit(1)
                .toList();
        assertOnly(pointer, detail, violations);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{set: {b: '${ . as $x | $x }'}}",
                "{set: {b: '${ reduce .[] as [$x, {y: $z}] (0; . + $x + $z) }'}}",
                "{set: {b: '${ def f($x): $x + 1; f(1) }'}}",
                "{set: {b: '${ \"$nope # $nope\" }'}}",
                "{set: {b: '${ . # $nope\\n }'}}",
                "{set: {b: '$nope'}}",
                "{set: {b: '${ $context, $input, $output, $task, $workflow, $runtime | .x }'}}",
                "{for: {in: .x}, while: '$index < 3', do: [{b: {set: {c: '${ $item }'}}}]}",
                "{try: [{b: {wait: PT1S}}], catch: {as: e, when: $e.status == 1, do: [{c: {set: {d: '${ $e }'}}}]}}",
            })
    void whatExpressionsBindThemselvesIsKnown(String task) {
        assertEquals(List.of(), ofTask(task));
    }

    @Test
    void authenticationThatIsASecretNeedsItDeclared() {
        assertOnly(
                "/use/authentications/x/bearer/use",
                "uses the secret y, which is not among the use.secrets",
                violations("""
                        use: {authentications: {x: {bearer: {use: y}}}, secrets: [z]}
                        do: [{a: {wait: PT1S}}]
                        """));
    }

    @Test
    void unusedReusablesAreCheckedAsWell() {
        assertEquals(
                List.of(
                        "/use/errors/e/detail",
                        "/use/retries/r/delay",
                        "/use/timeouts/t/after",
                        "/use/functions/f/set/x"),
                violations("""
                                use:
                                  errors: {e: {type: "https://x.example/e", status: 1, detail: "${ .[ }"}}
                                  retries: {r: {delay: soon}}
                                  timeouts: {t: {after: later}}
                                  functions: {f: {set: {x: "${ .[ }"}}}
                                do: [{a: {wait: PT1S}}]
                                """).stream().map(Violation::pointer).toList());
    }

    @Test
    void functionThatCallsItselfIsRefused() {
        assertOnly("/use/functions/g/do/0/f/call", "must not lead back to the function itself", violations("""
                        use: {functions: {f: {call: g}, g: {do: [{f: {call: f}}]}}}
                        do: [{a: {call: f}}]
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{a: {wait: PT1S, then: end}}, {b: {wait: PT1S}}] | /do/1/b | is never reached",
                "[{a: {raise: {error: {type: 'https://x.example/e', status: 1}}}}, {b: {wait: PT1S}}] | /do/1/b | is never reached",
                "[{a: {wait: PT1S, then: a}}] | /do/0/a | leads back to itself",
                "[{a: {wait: PT1S}}, {b: {wait: PT1S, then: a}}] | /do/0/a | leads back to itself",
                "[{a: {switch: [{x: {when: .x, then: b}}, {y: {then: a}}]}}, {b: {wait: PT1S, then: a}}] | /do/0/a | leads back",
                "[{a: {do: [{b: {wait: PT1S, then: b}}]}}] | /do/0/a/do/0/b | leads back to itself",
            })
    void waysThatLeadNowhereAreRefused(String tasks, String pointer, String detail) {
        assertOnly(pointer, detail, violations("do: " + tasks));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{a: {if: .x, wait: PT1S, then: a}}]",
                "[{a: {if: .x, wait: PT1S, then: end}}, {b: {wait: PT1S}}]",
                "[{a: {switch: [{x: {when: .x, then: a}}]}}]",
                "[{a: {wait: PT1S}}, {s: {switch: [{x: {when: .x, then: end}}, {y: {then: a}}]}}]",
                "[{a: {do: [{b: {if: .x, wait: PT1S, then: end}}], then: a}}]",
                "[{a: {wait: PT1S, timeout: {after: PT1S}, then: a}}]",
                "[{a: {wait: PT1S, then: c}}, {b: {wait: PT1S, then: end}}, {c: {wait: PT1S, then: b}}]",
            })
    void waysThatMayEndAreNot(String tasks) {
        assertEquals(List.of(), violations("do: " + tasks));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: nothing} | /do/0/a/input/schema/document/type | is not as JSON Schema has it",
                "{$ref: 'https://x.example/schema'} | /do/0/a/input/schema/document/$ref | must refer to something in the same schema",
                "{$ref: '#/nowhere'} | /do/0/a/input/schema/document/$ref | must refer to something in the same schema",
                "{$ref: '#'} | /do/0/a/input/schema/document/$ref | must not lead back to itself",
                "{$dynamicRef: '#x'} | /do/0/a/input/schema/document/$dynamicRef | is not used here",
                "{$schema: 'https://x.example/draft'} | /do/0/a/input/schema/document/$schema | must be a JSON Schema draft",
                "{pattern: '['} | /do/0/a/input/schema/document | must be a JSON Schema that can be used",
                "7 | /do/0/a/input/schema/document | must be a JSON Schema",
            })
    void schemasOfDataAreChecked(String schema, String pointer, String detail) {
        assertOnly(
                pointer,
                detail == null ? "" : detail,
                ofTask("{wait: PT1S, input: {schema: {document: " + schema + "}}}"));
    }

    @Test
    void allIsSaidAtOnce() {
        assertEquals(
                List.of("/do/0/a/then", "/do/0/a/set/x", "/do/1/b/run", "/document/version"),
                violations("""
                                document: {dsl: 1.0.0, namespace: a, name: b, version: x}
                                do:
                                - a: {set: {x: "${ .[ }"}, then: nowhere}
                                - b: {run: {shell: {command: x}}}
                                """).stream().map(Violation::pointer).toList());
    }

    @Test
    void noMoreIsSaidThanHelps() {
        ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 100; i++) {
            tasks.addObject().putObject("t" + i).put("wait", "x");
        }
        assertThat(violations("do: " + tasks), hasSize(20));
    }

    @Test
    void thousandTasksAreTakenAndOneMoreIsNot() {
        assertEquals(List.of(), violations(tasks(1_000)));
        assertOnly("/do", "must not have more than 1000 tasks", violations(tasks(1_001)));
    }

    private static String tasks(int number) {
        ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < number; i++) {
            tasks.addObject().putObject("t" + i).put("wait", "PT1S");
        }
        return "do: " + tasks;
    }

    @Test
    void functionsThatMultiplyAreRefused() {
        StringBuilder functions = new StringBuilder("use: {functions: {f0: {wait: PT1S}");
        for (int i = 1; i < 19; i++) {
            functions.append(
                    ", f%d: {fork: {branches: [{a: {call: f%d}}, {b: {call: f%d}}]}}".formatted(i, i - 1, i - 1));
        }
        assertOnly("/do", "must not have more than 1000 tasks", violations(functions + "}}\ndo: [{a: {call: f18}}]"));
    }

    @Test
    void tasksAreNestedSoDeepOnly() {
        assertEquals(List.of(), violations("do: " + nested(19)));
        assertOnly(
                "/do" + "/0/a/do".repeat(20),
                "must not be within more than 19 other lists",
                violations("do: " + nested(20)));
    }

    private static String nested(int depth) {
        return "[{a: {do: ".repeat(depth) + "[{a: {wait: PT1S}}]" + "}}]".repeat(depth);
    }

    /** With the schema as the SDK has it, each level would double the work. */
    @Test
    void nestedLoopsAreCheckedInNoTime() {
        String loops = "[{a: {for: {in: .x}, do: ".repeat(19) + "[{a: {wait: PT1S}}]" + "}}]".repeat(19);
        assertEquals(List.of(), violations("do: " + loops));
    }

    /** Whatever it is, something is said of it, or nothing is wrong: no failure. */
    @Test
    void anyJsonIsChecked() {
        Random random = new Random(17);
        for (int i = 0; i < 2_000; i++) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            for (String member : List.of("document", "do", "use", "input", "timeout")) {
                document.set(member, anything(random, 5));
            }
            assertThat(definitions.violations(document, "").size(), lessThanOrEqualTo(20));
        }
    }

    private static final List<String> WORDS = List.of(
            "document",
            "do",
            "use",
            "set",
            "call",
            "with",
            "http",
            "try",
            "catch",
            "retry",
            "errors",
            "for",
            "in",
            "fork",
            "branches",
            "listen",
            "to",
            "any",
            "until",
            "foreach",
            "wait",
            "raise",
            "error",
            "emit",
            "event",
            "switch",
            "when",
            "then",
            "if",
            "input",
            "schema",
            "document",
            "$ref",
            "#",
            "#/a",
            "output",
            "as",
            "from",
            "timeout",
            "after",
            "functions",
            "authentications",
            "bearer",
            "basic",
            "secrets",
            "endpoint",
            "uri",
            "headers",
            "a",
            "${ .a }",
            "${ .[ }",
            "$secrets.x",
            "PT1S",
            "end",
            "",
            "{",
            "~/",
            "\u0000");

    private static JsonNode anything(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt(3));
            case 3, 4 -> nodes.textNode(WORDS.get(random.nextInt(WORDS.size())));
            case 5, 6 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(anything(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(WORDS.get(random.nextInt(WORDS.size())), anything(random, depth - 1));
                }
                yield object;
            }
        };
    }
}
