package dev.trainyard.deployment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.http.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionPartsTest {

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5} | P1DT2H3M4.005S",
                "{seconds: 90, minutes: -1} | PT30S",
                "P1W | P7D",
                "P1DT12H | PT36H",
                "PT1.5H | PT1H30M",
                "PT0.001S | PT0.001S",
                "PT0S | PT0S",
                "{days: 3660} | PT87840H",
            })
    void durationIsRead(String text, Duration duration) {
        assertEquals(duration, Durations.of(yaml(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P",
                "PT",
                "P1Y",
                "P1M",
                "1H",
                "PT1H1H",
                "PT-1S",
                "-PT1S",
                "{days: 3661}",
                "{seconds: 1.5}",
                "{weeks: 1}",
                "{seconds: '1'}",
                "7",
                "null",
                "[]",
                "PT9999999999S"
            })
    void whatIsNoDurationIsRefused(String text) {
        JsonNode value = yaml(text);
        assertThrows(ExpressionException.class, () -> Durations.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x.example/pets/{id} | {id: 7} | https://x.example/pets/7",
                "https://x.example/{a}/{b} | {a: 'ä/?&', b: true} | https://x.example/%C3%A4%2F%3F%26/true",
                "https://x.example/{pet.id}/z | {pet.id: x, pet: {id: y}} | https://x.example/x/z",
                "https://x.example/{id}/z | {} | https://x.example//z",
                "https://x.example/{id} | {id: null} | https://x.example/",
                "https://x.example/ | 7 | https://x.example/",
            })
    void addressIsExpanded(String template, String input, String uri) {
        assertEquals(
                TextNode.valueOf(uri), UriTemplate.of(template).orElseThrow().evaluate(yaml(input), Map.of()));
    }

    @Test
    void objectInAnAddressIsAnError() {
        UriTemplate template = UriTemplate.of("https://x.example/{id}").orElseThrow();
        JsonNode input = yaml("{id: {}}");
        assertThrows(ExpressionException.class, () -> template.evaluate(input, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "$secrets.a ~ a",
                "$secrets[\"a b\"].x ~ a b",
                "$secrets.\"a-b\" ~ a-b",
                "\"\\($secrets.a)\" + $secrets . b ~ a,b",
                "$secrets ~ ''",
            })
    void secretsAreFound(String expression, String names) {
        Set<String> expected = names.isEmpty() ? Set.of() : Set.of(names.split(",", -1));
        assertEquals(expected, Secrets.namedIn(expression));
    }

    private static DataSchema schema(String yaml) {
        return InlineSchema.read(new Place(yaml(yaml), ""), new Report(""));
    }

    @Test
    void dataIsCheckedBySchemas() {
        DataSchema schema = schema("{type: object, required: [id], properties: {id: {$ref: '#/$defs/id'}}, "
                + "$defs: {id: {type: integer, minimum: 1}}}");
        assertEquals(List.of(), schema.violations(yaml("{id: 1}")));
        assertEquals(List.of("/id must have a minimum value of 1"), schema.violations(yaml("{id: 0}")));
        assertEquals(List.of("required property 'id' not found"), schema.violations(yaml("{}")));
    }

    @Test
    void noMoreThanTenThingsAreSaidOfData() {
        assertEquals(
                10,
                schema("{items: {type: string}}")
                        .violations(yaml("[1,2,3,4,5,6,7,8,9,10,11,12]"))
                        .size());
    }

    @Test
    void patternThatWouldTakeForEverIsStopped() {
        DataSchema schema = schema("{pattern: '^" + "(.*)".repeat(8) + "x$'}");
        assertEquals(List.of("takes too long to be checked"), schema.violations(TextNode.valueOf("a".repeat(60))));
    }

    @Test
    void patternThatNeedsTooDeepAStackIsStopped() {
        DataSchema schema = schema("{pattern: '^(a|b)*$'}");
        assertEquals(List.of("takes too long to be checked"), schema.violations(TextNode.valueOf("a".repeat(200_000))));
    }

    @Test
    void schemaThatGrowsWithItsReferencesIsRefused() {
        StringBuilder schema = new StringBuilder("{$ref: '#/$defs/a20', $defs: {a0: {type: object}");
        for (int i = 1; i <= 20; i++) {
            schema.append(", a%d: {allOf: [{$ref: '#/$defs/a%d'}, {$ref: '#/$defs/a%d'}]}".formatted(i, i - 1, i - 1));
        }
        Report report = new Report("");
        InlineSchema.read(new Place(yaml(schema + "}}"), "/s"), report);
        assertEquals(
                "is too large with what it refers to",
                report.violations().getFirst().detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "- a",
                "a: &x 1\nb: *x",
                "a: 1\na: 2",
                "a: {b: 1, b: 2}",
                "a: 1\n---\na: 2",
                "a: [",
                "\ta: 1",
                "&a a: {<<: *a}",
            })
    void yamlThatIsNoPlainDocumentIsRefused(String text) {
        Problem problem = assertThrows(Problem.class, () -> DefinitionYaml.read(text));
        assertEquals("malformed-yaml", problem.code());
    }

    @Test
    void aliasIsRefusedWithItsPlace() {
        Problem problem = assertThrows(Problem.class, () -> DefinitionYaml.read("a: &x 1\nb: *x\n"));
        assertEquals(
                "The body is not the YAML that is expected here: "
                        + "Aliases are not read here: write the value itself (line 2, column 6)",
                problem.getMessage());
    }

    @Test
    void membersAreWrittenAsPeopleWriteThem() {
        JsonNode document = yaml("{do: [{a: {then: end, set: {b: 1}}}], document: {version: 1.0.0, dsl: 1.0.0}}");
        assertEquals("""
                document:
                  dsl: 1.0.0
                  version: 1.0.0
                do:
                - a:
                    set:
                      b: 1
                    then: end
                """, DefinitionYaml.write(document));
    }

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "yes",
            "no",
            "null",
            "~",
            "true",
            "1",
            "1.0",
            "0x1f",
            "1e3",
            "2020-01-01",
            "- a",
            "a: b",
            "#",
            "a # b",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "a\nb",
            "a\n",
            "\na",
            " a",
            "a ",
            "a\tb",
            "a\r\nb",
            "{",
            "}",
            "[",
            "${ .a }",
            "${ {a: 1} }",
            "\u2028",
            "\u0085",
            "\u00a0",
            "🌬",
            "\\",
            ".inf",
            ".nan",
            "0b1",
            "1_000",
            "12:30:45",
            "a".repeat(200),
            "a b ".repeat(60),
            "\n\n a\n",
            "---",
            "...",
            "?",
            "? a",
            "-",
            "<<",
            "=");

    @Test
    void anyDocumentComesBackFromYamlAsItWas() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.set("a", anything(random, 4));
            assertEquals(document, DefinitionYaml.read(DefinitionYaml.write(document)), document::toString);
        }
    }

    private static JsonNode anything(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3, 4 -> nodes.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 5 -> {
                var array = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(anything(random, depth - 1));
                }
                yield array;
            }
            default -> {
                var object = nodes.objectNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    object.set(TEXTS.get(random.nextInt(TEXTS.size())), anything(random, depth - 1));
                }
                yield object;
            }
        };
    }
}
