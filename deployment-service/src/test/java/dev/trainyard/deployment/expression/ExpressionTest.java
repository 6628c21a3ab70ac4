package dev.trainyard.deployment.expression;

import static dev.trainyard.deployment.expression.Jq.all;
import static dev.trainyard.deployment.expression.Jq.eval;
import static dev.trainyard.deployment.expression.Jq.evaluate;
import static dev.trainyard.deployment.expression.Jq.expressions;
import static dev.trainyard.deployment.expression.Jq.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static ExpressionSyntaxException malformed(String text) {
        return assertThrows(ExpressionSyntaxException.class, () -> expressions().parse(text), text);
    }

    private static String failure(String text, String input) {
        return assertThrows(ExpressionException.class, () -> evaluate(text, input), text)
                .getMessage();
    }

    @Test
    void firstResultCounts() {
        assertEquals("1", eval("1, 2, error(\"never asked\")", "null"));
        assertEquals("1", eval("repeat(1) | 1", "null"));
    }

    @Test
    void noResultIsNull() {
        assertTrue(evaluate("empty", "1").isNull());
    }

    @Test
    void bracesAroundAnExpressionAreOptional() {
        assertEquals("2", eval("${ .a }", "{\"a\":2}"));
        assertEquals("2", eval("${.a}\n", "{\"a\":2}"));
        assertEquals("2", eval(".a", "{\"a\":2}"));
        assertEquals("{\"b\":2}", eval("${ {b: .a} }", "{\"a\":2}"));
    }

    @Test
    void truthIsNeitherFalseNorNull() {
        Expression itself = expressions().parse(".");
        assertTrue(itself.holds(json("0"), Map.of()));
        assertTrue(itself.holds(json("\"\""), Map.of()));
        assertFalse(itself.holds(json("false"), Map.of()));
        assertFalse(itself.holds(json("null"), Map.of()));
    }

    @Test
    void variablesAreGivenByName() {
        Expression sum = expressions().parse("$a + $b.c");
        assertEquals(Set.of("a", "b"), sum.variables());
        assertEquals(
                "3",
                sum.evaluate(NullNode.instance, Map.of("a", json("1"), "b", json("{\"c\":2}")))
                        .toString());
    }

    @Test
    void variableThatNobodyGivesFails() {
        assertEquals("$a is not defined here", failure("$a", "null"));
    }

    @Test
    void variableThatIsNotKnownIsNoExpression() {
        ExpressionSyntaxException unknown = assertThrows(
                ExpressionSyntaxException.class, () -> expressions().parse("$a + $ab", Set.of("a")));
        assertEquals("line 1, column 6: $ab is not defined", unknown.getMessage());
        assertEquals(
                Set.of("a"), expressions().parse("$a as $b | $b", Set.of("a")).variables());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                ".a | unknown      #line 1, column 6: unknown/0 is not defined",
                "map(.a; .b)       #line 1, column 1: map/2 is not defined",
                "${ foo }          #line 1, column 4: foo/0 is not defined",
                "1 +               #line 1, column 4: unexpected end of the expression",
                "(1                #line 1, column 3: expected ), found end of the expression",
                "1 2               #line 1, column 3: unexpected 2",
                "1 ! 2             #line 1, column 3: unexpected character",
                "1 == 2 == 3       #line 1, column 8: unexpected ==",
                "\"a               #line 1, column 3: a string does not end",
                "\"\\x\"           #line 1, column 3: no such escape in a string",
                "@nothing          #line 1, column 1: @nothing is not defined",
                "break $a          #line 1, column 1: break needs a label that is around it",
                ".[] as [$a] ?// $a | 1  #line 1, column 13: ?// is not supported",
                "def f(x): x; f    #line 1, column 14: f/0 is not defined",
                "if 1 then 2       #line 1, column 12: expected end, found end of the expression",
                "''                #line 1, column 1: unexpected end of the expression",
            })
    void mistakeIsToldWithItsPlace(String text, String message) {
        assertEquals(message.strip(), malformed(text.strip()).getMessage());
    }

    @Test
    void placeCountsLines() {
        assertEquals(
                "line 3, column 3: nope/0 is not defined",
                malformed("1 |\n# two\n  nope").getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input",
                "inputs",
                "env",
                "env.PATH",
                "$ENV",
                "$ENV.PATH",
                "$__loc__",
                "$__prog_args",
                "input_filename",
                "input_line_number",
                "debug",
                "debug(1)",
                "stderr",
                "halt",
                "halt_error",
                "halt_error(1)",
                "builtins",
                "get_search_list",
                "modulemeta",
                "import \"a\" as f; 1",
                "include \"a\"; 1",
                "a::f",
                "localtime",
                "getenv(\"PATH\")",
                "system(\"id\")",
                "input_line",
                "splits",
                "$__prog_name"
            })
    void nothingOfTheProcessCanBeSeen(String text) {
        if (text.equals("$__prog_name")) {
            assertEquals("$__prog_name is not defined here", failure(text, "null"));
        } else {
            malformed(text);
        }
    }

    @Test
    void errorIsToldToTheAuthor() {
        assertEquals("Cannot index number with \"a\"", failure(".a", "1"));
        assertEquals("Cannot iterate over null", failure(".[]", "null"));
        assertEquals("string and number cannot be added", failure("\"a\" + 1", "null"));
        assertEquals("too hot", failure("error(\"too hot\")", "null"));
        assertEquals("raises an error that is no text", failure("error({a: 1})", "null"));
        assertEquals(501, failure("error(\"x\" * 10000)", "null").length());
    }

    @Test
    void errorNamesNoData() {
        assertEquals("The string is no number", failure("tonumber", "\"pass-phrase\""));
        assertEquals("The text is no JSON", failure("fromjson", "\"pass-phrase\""));
    }

    @Test
    void errorWithSecretsIsNotTold() {
        Expression leak = expressions().parse("error($secrets.key)");
        ExpressionException error = assertThrows(
                ExpressionException.class,
                () -> leak.evaluate(NullNode.instance, Map.of("secrets", json("{\"key\":\"pass-phrase\"}"))));
        assertEquals("fails; why is not told, as it uses $secrets", error.getMessage());
    }

    @Test
    void errorsOfWhoeverUsesAResultAreNotCaught() {
        assertEquals("late", failure("(try 1 catch 2) | error(\"late\")", "null"));
        assertEquals("late", failure("1? | error(\"late\")", "null"));
        assertEquals("late", failure("(1 // 2) | error(\"late\")", "null"));
        assertEquals("\"late\"", eval("try ((try 1 catch 2) | error(\"late\")) catch .", "null"));
        assertEquals("[1,\"late\"]", all("try (1, error(\"late\")) catch .", "null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[1,[2]] | tostream                          #[[[0],1],[[1,0],2],[[1,0]],[[1]]]",
                "fromstream([1,[2]] | tostream)              #[[1,[2]]]",
                "fromstream(1 | truncate_stream([[0],1], [[1,0],2], [[1,0]], [[1]])) #[[2]]",
                "1425599621 | todate, (todate | fromdate)    #[\"2015-03-05T23:53:41Z\",1425599621]",
                "[1,2,3] | IN(.[]; 2), (.[] | IN(2,3))       #[true,false,true,true]",
                "[{a:1,b:2},{a:3}] | INDEX(.a)               #[{\"1\":{\"a\":1,\"b\":2},\"3\":{\"a\":3}}]",
                "limit(4; 1 | repeat(. * 2))                 #[1,2,4,8]",
                "limit(3; 1 | recurse(. * 2))                #[1,2,4]",
                "1 | while(. < 10; . * 2), until(. > 10; . * 2)  #[1,2,4,8,16]",
                "isempty(empty), isempty(1, error)           #[true,false]",
                "65 | ascii                                  #[\"A\"]",
                "skip(2; range(5))                           #[2,3,4]",
                "{a: 1, b: {c: 2, d: 3}} | pick(.b.c)        #[{\"b\":{\"c\":2}}]",
                "[1,2,3,4] | .[] |= empty                    #[[]]",
                "\" a \" | trim, ltrim, rtrim              #[\"a\",\"a \",\" a\"]",
                "-5, 5 | abs                                 #[5,5]",
                "1 | toarray                                 #[[1]]",
                "\"aba\" | [match(\"\"; \"g\").offset]  #[[0,1,2,3]]",
                "\"ab\" | gsub(\"\"; \"-\"), gsub(\"$\"; \"!\") #[\"-a-b-\",\"ab!\"]",
                "\"aé\u00e9b\" | [match(\"b\") | .offset, .length]  #[[3,1]]",
                "\"A B\" | test(\"a b\"; \"i\"), test([\"a b\", \"i\"]) #[true,true]",
                "if true then 1 end, if false then 1 elif null then 2 end #[1,null]",
                "[1,2] | .[-1:] = [3,4], .[1:][1:] = [9]     #[[1,3,4],[1,2,9]]",
                "{} | .a += 1, .b //= 2                      #[{\"a\":1},{\"b\":2}]",
                "\"x\" as $x | {$x, \"y\\($x)\": 1, @base64 \"z\": 2} #[{\"x\":\"x\",\"yx\":1,\"z\":2}]",
                "add(1, 2, 3), add(empty)                    #[6,null]",
                "\"a\\(1)b\\(type)\", \"\\(1, 2)-\\(3, 4)\" #[\"a1bnull\",\"1-3\",\"2-3\",\"1-4\",\"2-4\"]",
                "getpath([\"a\", 0, \"b\"])               #[null]"
            })
    void expressionMeansWhatTheManualOfJqSays(String expression, String results) {
        assertEquals(json(results), json(all(expression.strip(), "null")));
    }

    @Test
    void inputAndVariablesStayAsTheyAre() {
        JsonNode input = json("{\"a\":[1,{\"b\":2}],\"c\":{\"d\":[3]}}");
        JsonNode before = input.deepCopy();
        for (String change : List.of(
                ".a[1].b = 5 | .c.d += [4] | del(.a[0])",
                "[.. |= .]",
                ".a |= map(.) | .a[5] = 1",
                "(.a, .a[1], .c) |= [., .]",
                "[.[]] | add? // 1",
                "[.a, .a] | add | .[0] = 7",
                "$v | .a[1].b = 5 | delpaths([[\"a\"], [\"c\", \"d\"]])",
                "reduce (.. | numbers) as $n (.; .a += [$n])",
                "walk(if type == \"number\" then . + 1 else . end)")) {
            expressions().parse(change).evaluate(input, Map.of("v", input));
            assertEquals(before, input, change);
        }
    }

    @Test
    void sharedPartsAreChangedApart() {
        // The second path ends in what the first one's update has used twice.
        assertEquals(
                "[[[9],[1]]]",
                all(
                        "(.[0][0], .[0]) |= (if type == \"array\" then [., .] else . end)"
                                + " | .[0][0][0] = 9 | .[0] | [.] | .[0]",
                        "[[1]]"));
        assertEquals(
                "[{\"a\":{\"b\":2}},{\"a\":{\"b\":1}}]",
                all("{a: {b: 1}} as $x | [$x, $x] | .[0].a.b = 2 | .[]", "null"));
    }

    @Test
    void longNumbersKeepTheirDigits() {
        assertEquals("[12345678901234567890,9007199254740993]", eval(".", "[12345678901234567890,9007199254740993]"));
        assertEquals("9007199254740994", eval(". + 1", "9007199254740993"));
        assertEquals("false", eval(".[0] == .[1]", "[9007199254740993,9007199254740992]"));
        assertEquals("false", eval(".[0] == .[1]", "[12345678901234567890,12345678901234567891]"));
        assertEquals("9223372036854775807", eval(". - 1 + 1", "9223372036854775807"));
        assertEquals(0x1p63, evaluate(". + 1", "9223372036854775807").doubleValue());
    }

    @Test
    void templateIsFilledAtAnyDepth() {
        Template template = expressions()
                .template(json(
                        "{\"a\":\"${ .x }\",\"b\":[1,\"${ .x + 1 }\",{\"c\":\"${ $v }\"}],\"d\":\"plain ${ .x }\"}"));
        assertEquals(
                "{\"a\":1,\"b\":[1,2,{\"c\":true}],\"d\":\"plain ${ .x }\"}",
                template.evaluate(json("{\"x\":1}"), Map.of("v", json("true"))).toString());
        assertEquals(Set.of("v"), template.variables());
    }

    @Test
    void onlyWholeStringsAreExpressions() {
        for (String text : List.of(".a", "$a", " ${ .a }", "${ .a } ", "a${ .a }", "${", "$ { .a }", "", "{.a}")) {
            JsonNode value = TextNode.valueOf(text);
            assertEquals(value, expressions().template(value).evaluate(json("{\"a\":1}"), Map.of()), text);
        }
    }

    @Test
    void keysOfATemplateAreNoExpressions() {
        assertEquals(
                "{\"${ .a }\":1}",
                expressions()
                        .template(json("{\"${ .a }\":1}"))
                        .evaluate(json("{}"), Map.of())
                        .toString());
    }

    @Test
    void mistakeInATemplateIsPointedTo() {
        ExpressionSyntaxException malformed = assertThrows(
                ExpressionSyntaxException.class,
                () -> expressions().template(json("{\"a/b\":[1,{\"~\":\"${ .x | }\"}]}")));
        assertEquals("/a~1b/1/~0", malformed.pointer());
        assertEquals("line 1, column 9: unexpected end of the expression", malformed.getMessage());
    }

    @Test
    void variableThatATemplateMayNotUseIsPointedTo() {
        ExpressionSyntaxException unknown = assertThrows(
                ExpressionSyntaxException.class,
                () -> expressions().template(json("[\"${ $secrets }\"]"), Set.of("context")));
        assertEquals("/0", unknown.pointer());
        assertEquals("line 1, column 4: $secrets is not defined", unknown.getMessage());
    }

    @Test
    void oneExpressionIsEvaluatedByManyThreads() throws Exception {
        Expression sum = expressions()
                .parse(
                        "[.[] | select(test(\"^[0-9]+$\")) | tonumber] | {sum: add, sorted: sort_by(-.), text: map(tostring) | join(\",\")}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> {
                        JsonNode input = json("[\"" + i + "\",\"x\",\"" + (i + 1) + "\"]");
                        String expected = "{\"sum\":%d,\"sorted\":[%d,%d],\"text\":\"%d,%d\"}"
                                .formatted(2 * i + 1, i + 1, i, i, i + 1);
                        return IntStream.range(0, 50)
                                .allMatch(round ->
                                        sum.evaluate(input, Map.of()).toString().equals(expected));
                    }))
                    .toList();
            for (Future<Boolean> result : results) {
                assertTrue(result.get());
            }
        }
    }
}
