package dev.trainyard.deployment.expression;

import static dev.trainyard.deployment.expression.Jq.LIMITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What would never end, or take all memory. Each is evaluated on the test's own thread, so a test that returns at all
 * shows that the work has ended: nothing else is left to do it.
 */
class ExpressionBoundsTest {

    private static final String TIME = "takes more than ";
    private static final String MEMORY = "builds more than ";
    private static final String DEPTH = "nests calls or values deeper than ";
    private static final String SIZE = "yields more than ";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static String refusal(String expression, JsonNode input) {
        Expression parsed = Jq.expressions().parse(expression);
        return assertThrows(ExpressionException.class, () -> parsed.evaluate(input, Map.of()), expression)
                .getMessage();
    }

    private static String refusal(String expression) {
        return refusal(expression, NullNode.instance);
    }

    private static void assertRefused(String reason, String expression) {
        String message = refusal(expression);
        assertTrue(message.startsWith(reason), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last(repeat(.))",
                "[repeat(empty)] | until(false; .)",
                "until(false; .)",
                "last(while(true; .))",
                "last(recurse(.; true))",
                "last(range(0; 1; 1e-300))",
                "last(range(infinite) | select(. < 0))",
                "first(range(1e9) | empty)",
                "last(limit(1e9; repeat(1)))",
                "last(skip(1e9; repeat(1)))",
                "foreach repeat(1) as $i (0; .; empty)",
                "reduce repeat(1) as $i (0; .)",
                "label $out | repeat(1) | if . == 2 then break $out else empty end",
                "last(path(repeat(.)))",
                "any(repeat(false); .)",
                "all(1 | repeat(true); .)",
                "isempty(repeat(1) | empty)",
                "try last(repeat(.)) catch 1",
                "last(repeat(.)?)",
                "last(repeat(.)) // 1",
                "(reduce range(40) as $i (1; [., .])) as $tree | $tree == (reduce range(40) as $i (1; [., .]))",
                "[[1, 1], [1, 1]] | last(combinations(1e3) | empty)",
                "[range(1e4)] as $all | last($all[] as $a | $all[] as $b | $all - [$a, $b])",
                "(\"ab\" * 1e5) as $text | last(range(1e9) | $text | index(\"ab\" * 5e4 + \"c\"))",
                "(\"a\" * 1e5) as $text | last(range(1e9) | $text | test(\"(a+)+$\"))",
            })
    void workThatWouldNotEndEnds(String expression) {
        String message = refusal(expression);
        // A few allocate so much on their way that this is noticed first.
        assertTrue(message.startsWith(TIME) || message.startsWith(MEMORY) || message.startsWith(DEPTH), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[range(1e8)]",
                "[range(1e18)]",
                "[repeat(.)]",
                "[limit(1e9; repeat(1))]",
                "[repeat(1) | tostring]",
                "reduce range(60) as $i (\"x\"; . + .)",
                "reduce range(60) as $i ([1]; . + .)",
                "reduce range(60) as $i (\"\\u0001\"; tojson)",
                "reduce range(60) as $i (\"<\"; @html + @html)",
                "reduce range(60) as $i (\" \"; @uri + @uri)",
                "reduce range(60) as $i (\"x\"; @base64 + @base64)",
                "reduce range(60) as $i (\"x\"; \"\\(.)\\(.)\")",
                "reduce range(60) as $i (\"xx\"; gsub(\"x\"; \"xx\"))",
                "\"x\" * 1e9",
                "1e9 * \"x\"",
                "\"x\" * infinite",
                ".[5e8] = 1",
                "setpath([5e8]; 1)",
                "[range(2e4)] | [.[] as $a | .[] as $b | [$a, $b]]",
                "[range(1e6)] | map([.]) | map([.]) | group_by(.)",
                "(\"a\" * 2e6) | split(\"\")",
                "(\"a\" * 2e6) | explode",
                "(\"a\" * 2e6) | [match(\"a\"; \"g\")]",
                "[limit(1e6; repeat(\"x\" * 1000))]",
                "[limit(1e6; repeat(\"x\" * 1000))] | join(\",\")",
                "reduce range(1e6) as $i ({}; .[\"a\\($i)\"] = $i)",
                "reduce range(1e6) as $i ([]; . + [$i])",
                "(\"[[],\" * 2e6) | fromjson",
                "[range(1e6)] | tojson | fromjson | tojson | fromjson",
                "[paths(true)] | reduce range(1e6) as $i (.; . + [[range(1e3)]])",
                "def f(g): [f(g, g)]; f(.) | 1"
            })
    void whatWouldTakeAllMemoryDoesNot(String expression) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String message = refusal(expression);
        long built = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertTrue(message.startsWith(MEMORY) || message.startsWith(TIME) || message.startsWith(DEPTH), message);
        // Estimates leave out what lives for a moment only, such as frames that the compiler has not removed yet.
        assertTrue(built < 40L * LIMITS.memory(), expression + " allocated " + built);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: f; f",
                "def f: 1 + f; f",
                "def f: [f]; f",
                "def f: f | f; f",
                "def f(g): f(g | g); f(.)",
                "def f(g): g | f(g | g); 1 | f(. + 1)",
                "def f($x): f($x + 1); f(0)",
                "def f: def g: f; g; f",
                "def f: try f catch f; f",
                "def f: .a |= f; f",
                "def f: path(f); f",
                "def f: {a: f}; f",
                "def f: \"\\(f)\"; f",
                "def f: reduce f as $x (0; 1); f",
                "reduce range(1e5) as $i (null; [.]) | tojson",
                "reduce range(1e5) as $i (null; [.]) | [..]",
                "reduce range(1e5) as $i (null; [.]) | [paths]",
                "reduce range(1e5) as $i (null; [.]) | flatten",
                "reduce range(1e5) as $i (null; [.]) | walk(.)",
                "(reduce range(1e5) as $i (null; [.])) as $a | (reduce range(1e5) as $i (null; [.])) | . == $a",
                "(reduce range(1e5) as $i (null; [.])) as $a | (reduce range(1e5) as $i (null; [.])) | contains($a)",
                "reduce range(1e5) as $i ({}; {a: .}) | . * .",
                "setpath([range(1e5) | 0]; 1)",
                "[range(1000)] | combinations(1000)"
            })
    void recursionEnds(String expression) {
        assertRefused(DEPTH, expression);
    }

    @Test
    void recursionNeedsLittleStack() throws InterruptedException {
        // Of the megabyte that threads have; the engine around it needs its part.
        CompletableFuture<String> refusal = new CompletableFuture<>();
        Thread small = new Thread(null, () -> refusal.complete(refusal("def f: .a |= f; f")), "small", 900 << 10);
        small.start();
        small.join();

        assertEquals(DEPTH + "500", refusal.join());
    }

    @Test
    void virtualThreadsHaveTheStackToo() {
        CompletableFuture<String> refusal = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> refusal.complete(refusal("def f: [\"\\(f)\"]; f")));
        assertEquals(DEPTH + "500", refusal.join());
    }

    @Test
    void fourLoopsOverAnInputWithoutAnyFunctionEnd() {
        ArrayNode input = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 10_000).forEach(input::add);

        String message = refusal("[.[] as $a | .[] as $b | .[] as $c | .[] as $d | 1]", input);

        assertTrue(message.startsWith(TIME) || message.startsWith(MEMORY), message);
        assertRefusedOver(input, "reduce (.[] as $a | .[] as $b | .[] as $c | .[]) as $x (0; 1)");
    }

    private static void assertRefusedOver(JsonNode input, String expression) {
        String message = refusal(expression, input);
        assertTrue(message.startsWith(TIME), message);
    }

    @Test
    void largeTextIsNotDoubledAgainAndAgain() {
        JsonNode text = TextNode.valueOf("x".repeat(10 << 20));
        assertTrue(refusal("reduce range(60) as $i (.; . + .)", text).startsWith(MEMORY));
    }

    @Test
    void largeResultIsRefused() {
        assertEquals(SIZE + "1048576 bytes of JSON", refusal("\"x\" * (2 * 1024 * 1024)"));
        assertEquals(SIZE + "1048576 bytes of JSON", refusal("reduce range(30) as $i (1; [., .])"));
        assertEquals(SIZE + "1048576 bytes of JSON", refusal(".", TextNode.valueOf("é".repeat(600_000))));
    }

    @Test
    void largestResultIsNot() {
        assertEquals(
                (1 << 20) - 2,
                Jq.evaluate("\"x\" * (1024 * 1024 - 2)", "null").textValue().length());
    }

    @Test
    void deepResultIsRefused() {
        assertEquals(
                200,
                Jq.evaluate("reduce range(200) as $i (null; [.]) | tojson | length / 2 - 2", "null")
                        .intValue());
        assertTrue(Jq.evaluate("reduce range(200) as $i (null; [.])", "null").isArray());
        assertEquals("yields JSON nested deeper than 200", refusal("reduce range(201) as $i (null; [.])"));
        assertEquals("yields JSON nested deeper than 200", refusal("reduce range(1e5) as $i (null; [.])"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite", "-infinite", "nan", "[nan]", "{a: (1e308 * 10)}", "\"1e1000\" | fromjson"})
    void numberThatJsonDoesNotHaveIsRefused(String expression) {
        assertEquals("yields a number that is not finite or has too many digits", refusal(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000", "[200e999]"})
    void numberTooLargeIsNoExpression(String expression) {
        assertThrows(ExpressionSyntaxException.class, () -> Jq.expressions().parse(expression));
    }

    @Test
    void resultCanAlwaysBeStored() {
        assertEquals("\"\ufffdA\ufffd\"", Jq.eval("[0, 65, 55296] | implode", "null"));
        assertEquals("{\"\ufffd\":[\"\ufffd\"]}", Jq.eval("{\"\\u0000\": [\"\\ud800\"]}", "null"));
        assertEquals("\"\ud83d\ude00\"", Jq.eval("\"\\ud83d\\ude00\"", "null"));
        assertEquals(
                "\"implode needs numbers that are code points\"", Jq.eval("try ([1114112] | implode) catch .", "null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((a{0,100}){0,100}){0,100}){0,100}",
                "(a{100}){100}",
                "((((((((((x{9}){9}){9}){9}){9}){9}){9}){9}){9}){9}",
                "(?:){1000}{1000}{1000}"
            })
    void regularExpressionThatUnfoldsIsRefused(String pattern) {
        String message = refusal("test(\"" + pattern + "\")", TextNode.valueOf("a"));
        assertTrue(message.startsWith("The regular expression is "), message);
    }

    @Test
    void regularExpressionNeverBacktracks() {
        assertEquals("false", Jq.eval("test(\"(a+)+$\")", "\"" + "a".repeat(40) + "!\""));
        assertEquals("false", Jq.eval("test(\"^(a|aa)+$\")", "\"" + "a".repeat(400) + "!\""));
        assertEquals("false", Jq.eval("test(\"(.*)(.*)(.*)(.*)(.*)[^b]b$\")", "\"" + "b".repeat(400) + "\""));
    }

    @Test
    void longOrNestedRegularExpressionIsRefused() {
        assertEquals("The regular expression is too large", refusal("test(\"a\" * 1001)", TextNode.valueOf("a")));
        assertEquals(
                "The regular expression is too large",
                refusal("test(\"(\" * 60 + \"a\" + \")\" * 60)", TextNode.valueOf("a")));
    }

    @Test
    void longOrNestedExpressionIsRefused() {
        JqExpressions expressions = Jq.expressions();
        String[] texts = {
            "1" + "+1".repeat(10_000),
            "(".repeat(5_000) + "1" + ")".repeat(5_000),
            "[".repeat(5_000),
            "-".repeat(5_000) + "1",
            "\"\\(".repeat(3_000),
            "if 1 then ".repeat(1_000),
            "if 1 then 1 elif ".repeat(900),
            ". as [".repeat(1_000),
            ". as " + "[".repeat(5_000),
            "def f: ".repeat(1_000),
            "try ".repeat(3_000) + "1",
            "reduce ".repeat(1_000),
            "1 as $a | ".repeat(1_000) + "1",
            "{a: 1 | ".repeat(1_000),
            "label $f | ".repeat(1_000) + "1"
        };
        for (String text : texts) {
            assertThrows(ExpressionSyntaxException.class, () -> expressions.parse(text), text.substring(0, 30));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1|", "1,", "1+", "1//", ".a.", "1 and "})
    void longestChainsAreParsedAndEnd(String part) {
        String chain = part.repeat(Parser.MAX_LENGTH / part.length() - 2);
        String text = part.startsWith(".") ? chain + "a" : chain + "1";
        Expression parsed = Jq.expressions().parse(text.replace("..", "."));
        try {
            parsed.evaluate(NullNode.instance, Map.of());
        } catch (ExpressionException tooDeep) {
            assertEquals(DEPTH + "500", tooDeep.getMessage());
        }
    }

    @Test
    void timeIsLimited() {
        Expression endless = Jq.within(new Limits(1_000_000, Long.MAX_VALUE, Long.MAX_VALUE, 1 << 20, 200, 1000))
                .parse("last(repeat(.))");
        ExpressionException late =
                assertThrows(ExpressionException.class, () -> endless.evaluate(NullNode.instance, Map.of()));
        assertEquals("takes more than 1 ms", late.getMessage());
    }

    @Test
    void workIsLimited() {
        Expression endless = Jq.within(new Limits(Long.MAX_VALUE, 1_000, 1 << 20, 1 << 20, 200, 1000))
                .parse("last(repeat(.))");
        ExpressionException much =
                assertThrows(ExpressionException.class, () -> endless.evaluate(NullNode.instance, Map.of()));
        assertEquals("takes more than 1000 steps", much.getMessage());
    }

    @Test
    void threadOfAnEndlessExpressionIsFreeAgain() throws InterruptedException {
        Expression endless = Jq.expressions().parse("last(repeat(.))");
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                result.complete(endless.evaluate(NullNode.instance, Map.of()));
            } catch (ExpressionException ended) {
                result.completeExceptionally(ended);
            }
        });
        worker.join();

        assertFalse(worker.isAlive());
        CompletionException refused = assertThrows(CompletionException.class, result::join);
        assertEquals(ExpressionException.class, refused.getCause().getClass());
    }

    @Test
    void interruptionEndsAnExpression() {
        Expression endless = Jq.within(new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1 << 20, 200, 1000))
                .parse("last(repeat(.))");
        Thread.currentThread().interrupt();

        ExpressionException cancelled =
                assertThrows(ExpressionException.class, () -> endless.evaluate(NullNode.instance, Map.of()));

        assertTrue(Thread.interrupted());
        assertEquals("was cancelled", cancelled.getMessage());
    }

    @Test
    void limitCannotBeCaught() {
        assertRefused(MEMORY, "try (\"x\" * 1e9) catch 1");
        assertRefused(MEMORY, "(\"x\" * 1e9)? // 1");
        assertRefused(DEPTH, "def f: try f catch 1; f");
    }

    @Test
    void expressionsOfATemplateShareTheirLimits() {
        ArrayNode many = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 30).forEach(i -> many.add("${ \"x\" * 50000 }"));
        Template template = Jq.expressions().template(many);

        ExpressionException large =
                assertThrows(ExpressionException.class, () -> template.evaluate(NullNode.instance, Map.of()));

        assertEquals(SIZE + "1048576 bytes of JSON", large.getMessage());
    }
}
