package dev.trainyard.deployment.expression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our jq against jackson-jq, result by result, on what the manual of jq explains. */
class JqDifferentialTest {

    private static final String EXPRESSIONS = """
            (1,2) + (10,20)
            {a:(1,2), b:(3,4)}
            {("a","b"):(1,2)}
            [[1,2],[3,4]] | .[0,1][0,1]
            "abc" * 0, "abc" * 0.5, "abc" * 1.7, "ab"*2.5
            reduce range(5) as $x (0; empty)
            reduce range(3) as $x (0; .,1)
            [foreach range(3) as $x (0; .+$x, 10)]
            [foreach range(5) as $x (0; .+$x; [$x,.])]
            [range(0,1;3,4)]
            [5 % -2, -5 % 3, 5.9 % 2.1]
            {} | .a.b.c = 1 | .d[2] = 3
            [1,2,3,4] | (.[1:3] = ["x"]), del(.[0,2]), .[-1], .[1:], .[:-1], .[-2:], .[10:], .[:10], .[2:1]
            "aébc" | .[1:3], length, utf8bytelength
            limit(-1; 1,2)
            limit(0; 1,2)
            {"a":1} | has("a"), to_entries, (with_entries(.value+=1))
            [.[]?]
            null|.[1:2]
            [1,[2]] | tojson, @text
            [1,"a\\"b",null,true] | @csv, @tsv, @json, @sh?, @html
            -1 as $x | $x
            [1,2] - [2], "a,b"/",", {a:{b:1}} * {a:{c:2}}, [1,2,1]-[1]
            "x" as $x | "a\\($x)b", @base64 "a\\($x)b"
            "\\(1,2)-\\(3,4)"
            [splits("a";"b")?]
            "test abc" | [match("(a)(b)?(x)?")]
            "xyz" | capture("(?<a>x)(?<n>q)?")
            "aXbxc" | [match("x";"gi").offset], ascii_downcase, [splits("x";"i")], split("x";"gi")
            "abcabc" | gsub("a";"Z"), gsub("(?<l>[ac])";"<\\(.l)>"), sub("^";">")
            [1,null,2]|join(",")
            [3,1,2]|sort, min, max, add, any, all
            3.0, 1e-5, 100, 1.5e3, 0.1
            {a:[1]}|[paths],[leaf_paths], [..], [getpath(["a",0])]
            "1 2"|ascii_downcase, explode, (explode|implode)
            try (1|.a) catch "e", try ({}|.[0]) catch "e", try ({a:1}|.[]|.[]) catch "e"
            [label $f | 1, break $f, 2]
            1 | tojson | fromjson
            [1,2,1]|indices(1), index(2), indices([1,2]), rindex(1)
            "a,b, cd, e"|indices(", "), index(","), rindex(",")
            [[1,2],[3,4]]|combinations
            [[1,2]|combinations(2)]
            {"a":[1,2,{"b":3}]}|walk(if type=="number" then .+1 else . end)
            (first(range(10))), [first(empty)], nth(2;range(10)), (last(range(3))), ([1,2]|first,last)
            [1,1,2]|unique, group_by(.), (map({a:.})|unique_by(.a)), min_by(.), max_by(-.)
            {a:1} | del(.a), to_entries, keys, (.b//2)
            [1,2,3]|(.[1:]|=map(.*2)), (.[0] += (1,2)), (.[] -= 1), (.[0] //= 5), (.[5] //= 5)
            "test" | ltrimstr("te"), rtrimstr("st"), startswith("t"), ascii_upcase, test("T";"i")
            "foobar"|contains("bar"), ("bar"|inside("foobar"))
            {a:[1,{b:2}],c:3}|contains({a:[{b:2}]})
            null|not, (.a.b|=3)
            {"a":1,"b":2}|map_values(.+1), add, length, map(.)
            (1,null,2)//3
            (empty)//3, (null//null), (false//1), (1//error)
            {"if":1}|.if, {if:2}
            [1,2]|to_entries
            [1,[2]]|getpath([1,0]), [paths], tojson
            {"a":[1,2]} | [path(..)], [path(.a[])], path(.a|first), [paths(type=="number")]
            [[0,1],["a","b"]] | . as [[$a,$b],[$c]] | {$a,$b,$c}
            {a:{b:[1]}} | . as {a:{b:[$x]}} | $x
            [[1,2,3,4]] | .[] as [$a] | $a
            def f(x): x*2; f(3), ([1,2]|map(f(.)))
            def f($a; $b): $a+$b; f(1,2;10,20)
            def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; 10|fac
            def f: def g: 3; g; f
            [.[]?] | length
            try error({a:1}) catch .a
            [range(10)] | .[2:4] = [], .[2:4] |= map(.*10), (.[2:4] |= length|tostring)?
            "a\\tb\\u00e9\\ud83d\\ude00" | length, ., explode, @uri, utf8bytelength, (.[3:4])
            [.] | tojson, tostring
            [1,"1",[1],{"a":1},null,true,false] | map(tostring), sort, map(type), map(length?)
            [{"a":2,"b":1},{"a":1,"b":2},{"a":1}] | sort, sort_by(.a), sort_by(.a,.b), group_by(.a), max_by(.a), (sort_by(.a)|reverse)
            [1,2,3,4] | (map(select(. > 2))), (.[1:] | add), [.[]|if . > 2 then "big" elif . == 2 then "two" else "small" end]
            1 as $x | [$x,$x+1] | . as [$a,$b] | $a + $b
            [[1,2],[3]] | transpose, add
            "1,2;3" | split(";") | map(split(",")|map(tonumber))
            [1,[2,3]] | .[1][0] = 5 | .[1] += [4]
            {"a":{"b":{"c":1}}} | [paths], (del(.a.b.c)), (to_entries|from_entries), ([..|numbers])
            10 / 4, 10 / 5, 1 / 3, 7 % 3, -7 % 3, (5 | -. ), 1 - 2 - 3, 2 * 3 + 4, 2 + 3 * 4
            1 == 1.0, "a" < "b", [1] < [1,0], {} < [], null < false, {"a":1} < {"a":2}, {"b":1} < {"a":2}
            true and null, false or 1, (true,false) and (true,false), (true, false) or (true,false)
            1, 2 | . * 10
            [1,2] | first, last, nth(1), (.[-1:]), length
            try ("a"|tonumber) catch "bad", ("12"|tonumber), ("1.50"|tonumber)
            floor?, (1.7|floor), (-1.5|round), (2|sqrt|floor), pow(2;10), (10|log10), (1.2|ceil)
            infinite|isinfinite, (nan|isnan), (1|isnormal), (0|isnormal)
            [1,2,3] | until(length < 2; .[1:])
            tojson, ([1,{"a":nan}]|tojson)
            @json "x\\([1])", @text "y\\("z")"
            [1,[[2]]] | flatten(0), (try flatten(-1) catch "neg")
            {} | .["a","b"] = 1, .a += 1, .a.b |= 5, (.a[1:3] = [7])
            [1,2,null] | map(values), map(nulls), map(scalars), (.[2] // "d")
            .a.b.c, .a[0], .["x"]?, ."q", ."q"."r"
            [[1,2],[10,20]] as [[$a,$b],[$c,$d]] | $a+$d
            . as [$a] | $a
            [] | first, last, min, max, add, sort, unique, group_by(.), transpose, join(","), (.[0])
            {} | keys, add, length, to_entries, map_values(1), tojson, (.a?)
            "x" | ascii_downcase, ltrimstr(1), rtrimstr(null), startswith("") , (try startswith(1) catch "e")
            [1,2,3,4,5] | del(.[1,3]), del(.[] | select(. > 2)), delpaths([[0],[1]]), to_entries[1]
            [{a:1},{a:2}] | map(.a), .[].a, (.[].a |= .+1), (map(.a)|add), (.[0]|has("a")), ([.[]|has("b")])
            1e17, 123456789012, 1e15, 1.1e20
            [1e3, 0.00001, 1e-7, 123.456, -0.5]
            ltrimstr("x"), (try implode catch "e"), (["a"]|try implode catch "e")
            try fromjson catch "e", ("{\\"a\\":[1,2.5,null]}"|fromjson), ("nan"|try fromjson catch "e")
            "\\u0041\\n\\t\\"\\\\\\/"
            """;

    private static final Scope BUILTINS = Scope.newEmptyScope();

    static {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BUILTINS);
    }

    static Stream<String> expressions() {
        return EXPRESSIONS.lines();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void resultsAreThoseOfJacksonJq(String expression) throws JsonQueryException {
        ArrayNode theirs = JsonNodeFactory.instance.arrayNode();
        JsonQuery.compile(expression, Versions.JQ_1_7)
                .apply(Scope.newChildScope(BUILTINS), NullNode.instance, theirs::add);

        JsonNode ours = Jq.evaluate("[" + expression + "\n]", "null");

        assertTrue(ours.equals(JqDifferentialTest::byValue, theirs), expression + " is " + ours + " and not " + theirs);
    }

    // Whether a number is an int or a double is nobody's business.
    private static int byValue(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;
    }
}
