package dev.trainyard.deployment.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is written, it ends: with a value or with a refusal that is meant for its author. */
class RandomExpressionTest {

    private static final long SEED = 5;

    // Small, so that what runs into them is many expressions.
    private static final Limits LIMITS = new Limits(30_000_000_000L, 100_000, 2 << 20, 64 << 10, 50, 300);

    private static final List<String> INPUTS = List.of(
            "null",
            "0",
            "-1.5",
            "\"a,b\"",
            "[]",
            "{}",
            "[3,1,2]",
            "[[1,2],[3]]",
            "{\"a\":{\"b\":[1,null,\"x\"]},\"c\":false}",
            "[{\"a\":1},{\"a\":\"y\"}]",
            "12345678901234567890",
            "\"\\u0000\\ud83d\\ude00\"");

    private static final List<String> ATOMS = List.of(
            ".",
            ".a",
            ".[]",
            ".[]?",
            "..",
            ".[0]",
            ".[-1]",
            ".[1:]",
            "$v",
            "1",
            "-1",
            "1e9",
            "\"x\"",
            "\"a\"",
            "null",
            "true",
            "[]",
            "{}",
            "empty",
            "error",
            "length",
            "keys",
            "tojson",
            "fromjson",
            "tostring",
            "tonumber",
            "type",
            "add",
            "sort",
            "unique",
            "reverse",
            "flatten",
            "paths",
            "tostream",
            "transpose",
            "combinations",
            "explode",
            "implode",
            "to_entries",
            "from_entries",
            "first",
            "last",
            "min",
            "max",
            "not",
            "floor",
            "sqrt",
            "infinite",
            "nan",
            "ascii_upcase",
            "@base64",
            "@base64d",
            "@csv",
            "@uri",
            "any",
            "all",
            "todate",
            "f");

    private static final List<String> SHAPES = List.of(
            "(# | #)",
            "(#, #)",
            "(# + #)",
            "(# - #)",
            "(# * #)",
            "(# / #)",
            "(# % #)",
            "(# == #)",
            "(# < #)",
            "(# and #)",
            "(# // #)",
            "[#]",
            "{a: #}",
            "{(#): #}",
            "(# as $v | #)",
            "(# as [$v, {a: $v}] | #)",
            "if # then # else # end",
            "(try # catch #)",
            "(#)?",
            "reduce # as $v (#; #)",
            "foreach # as $v (#; #; #)",
            "(label $out | #, break $out, #)",
            "(def f: #; #)",
            "(def g($v; h): #; g(#; #))",
            "(# = #)",
            "(# |= #)",
            "(# += #)",
            "(# //= #)",
            "del(#)",
            "path(#)",
            "[paths(#)]",
            "getpath(#)",
            "setpath(#; #)",
            "delpaths(#)",
            "map(#)",
            "map_values(#)",
            "select(#)",
            "recurse(#)",
            "repeat(#)",
            "until(#; #)",
            "while(#; #)",
            "limit(#; #)",
            "first(#)",
            "range(#; #)",
            "nth(#; #)",
            "walk(#)",
            "with_entries(#)",
            "sort_by(#)",
            "group_by(#)",
            "min_by(#)",
            "contains(#)",
            "indices(#)",
            "join(#)",
            "split(#)",
            "test(#)",
            "gsub(#; #)",
            "[match(#; \"g\")]",
            "ltrimstr(#)",
            "\"a\\(#)b\\(#)\"",
            "@json \"\\(#)\"",
            "any(#; #)",
            "INDEX(#)",
            "(#)[#]",
            "(#)[#:#]",
            "combinations(#)",
            "fromstream(#)",
            "input",
            "(-#)",
            "pick(#)");

    private final Random random = new Random(SEED);

    private String expression(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return ATOMS.get(random.nextInt(ATOMS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (char c : SHAPES.get(random.nextInt(SHAPES.size())).toCharArray()) {
            text.append(c == '#' ? expression(depth - 1) : String.valueOf(c));
        }
        return text.toString();
    }

    @Test
    void everyExpressionEnds() {
        JqExpressions expressions = Jq.within(LIMITS);
        int values = 0;
        int refusals = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = "def f: .a?; " + expression(1 + random.nextInt(4));
            JsonNode input = Jq.json(INPUTS.get(random.nextInt(INPUTS.size())));
            JsonNode before = input.deepCopy();
            try {
                assertNotNull(expressions.parse(text).evaluate(input, Map.of("v", input)));
                values++;
            } catch (ExpressionException | ExpressionSyntaxException refused) {
                assertNotNull(refused.getMessage());
                refusals++;
            } catch (RuntimeException | StackOverflowError unexpected) {
                throw new AssertionError(text + " over " + input, unexpected);
            }
            assertEquals(before, input, text);
        }
        assertTrue(values > 3_000 && refusals > 3_000, values + " values, " + refusals + " refusals");
    }

    @Test
    void everyTextIsAnExpressionOrIsNot() {
        JqExpressions expressions = Jq.within(LIMITS);
        String alphabet = ".[](){}|,:;=<>+-*/%?$@\"\\ \n#abf019defifthenelseendasreducetry\u00e9\ud83d";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? expression(2) : "");
            for (int edits = random.nextInt(12); edits >= 0; edits--) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                expressions.parse(text.toString());
            } catch (ExpressionSyntaxException malformed) {
                assertTrue(malformed.getMessage().startsWith("line "), malformed.getMessage());
            } catch (RuntimeException unexpected) {
                throw new AssertionError(text.toString(), unexpected);
            }
        }
    }
}
