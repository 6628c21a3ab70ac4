package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.expression.Control.Definition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/** The functions of jq, but for those that see the process, its input or its environment. */
final class Library {

    private static final String IN_JQ = """
            def select(f): if f then . else empty end;
            def map(f): [.[] | f];
            def map_values(f): .[] |= f;
            def values: select(. != null);
            def nulls: select(. == null);
            def booleans: select(type == "boolean");
            def numbers: select(type == "number");
            def strings: select(type == "string");
            def arrays: select(type == "array");
            def objects: select(type == "object");
            def iterables: select(type == "array" or type == "object");
            def scalars: select(type != "array" and type != "object");
            def finites: select(isfinite);
            def normals: select(isnormal);
            def recurse: ..;
            def recurse_down: ..;
            def recurse(f; condition): recurse(f | select(condition));
            def repeat(f): recurse(f);
            def while(condition; update): select(condition) | recurse(update | select(condition));
            def until(condition; update): recurse(if condition then empty else update end) | select(condition);
            def first(f): label $out | f | ., break $out;
            def first: .[0];
            def last: .[-1];
            def last(f): reduce f as $x (null; $x);
            def nth($n): .[$n];
            def nth($n; f): if $n < 0 then error("nth needs an index that is not negative") else last(limit($n + 1; f)) end;
            def isempty(f): label $out | (f | false, break $out), true;
            def any(f; condition): isempty(first(f | condition or empty)) | not;
            def any(condition): any(.[]; condition);
            def any: any(.[]; .);
            def all(f; condition): isempty(first(f | condition and empty));
            def all(condition): all(.[]; condition);
            def all: all(.[]; .);
            def add(f): [f] | add;
            def range($end): range(0; $end; 1);
            def range($start; $end): range($start; $end; 1);
            def in(object): . as $key | object | has($key);
            def inside(whole): . as $part | whole | contains($part);
            def IN(f): any(f == .; .);
            def IN(source; f): any(source == f; .);
            def INDEX(f; key): [f | {key: (key | tostring), value: .}] | from_entries;
            def INDEX(key): INDEX(.[]; key);
            def to_entries: [keys_unsorted[] as $key | {key: $key, value: .[$key]}];
            def with_entries(f): to_entries | map(f) | from_entries;
            def paths: path(..) | select(length > 0);
            def paths(f): . as $root | paths | select(. as $path | $root | getpath($path) | f);
            def leaf_paths: paths(scalars);
            def del(f): delpaths([path(f)]);
            def pick(f): . as $root | reduce path(f) as $path (null; setpath($path; $root | getpath($path)));
            def walk(f): def inner: if type == "object" or type == "array" then .[] |= inner else . end | f; inner;
            def min: min_by(.);
            def max: max_by(.);
            def transpose:
                . as $rows
                | (map(length) | max // 0) as $width
                | [range(0; $width) as $column | [range(0; $rows | length) as $row | $rows[$row][$column]]];
            def combinations:
                if length == 0 then [] else .[0][] as $first | (.[1:] | combinations) as $rest | [$first] + $rest end;
            def combinations(n): . as $values | [range(n)] | map($values) | combinations;
            def tostream:
                path(def inner: (.[]? | inner), .; inner) as $path
                | getpath($path)
                | reduce path(.[]?) as $last ([$path, .]; [$path + $last]);
            def fromstream(f):
                {x: null, e: false} as $init
                | foreach f as $i ($init;
                    if .e then $init else . end
                    | if $i | length == 2
                      then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
                      else setpath(["e"]; $i[0] | length == 1) end;
                    if .e then .x else empty end);
            def truncate_stream(f):
                . as $depth | null | f | . as $event
                | if (.[0] | length) > $depth then setpath([0]; .[0][$depth:]) else empty end;
            def flatten: flatten(infinite);
            def sort: sort_by(.);
            def unique_by(f): [group_by(f)[][0]];
            def unique: unique_by(.);
            def index($sought): indices($sought) | .[0];
            def rindex($sought): indices($sought) | .[-1:][0];
            def ascii: [.] | implode;
            def todate: todateiso8601;
            def fromdate: fromdateiso8601;
            def date: todateiso8601;
            def match($re; $flags): _match($re; $flags) | .[];
            def match($re): if $re | type == "array" then match($re[0]; $re[1]) else match($re; null) end;
            def test($re): if $re | type == "array" then test($re[0]; $re[1]) else test($re; null) end;
            def _captured: [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
            def capture($re; $flags): match($re; $flags) | _captured;
            def capture($re): match($re) | _captured;
            def scan($re; $flags):
                match($re; "g" + $flags) | if .captures | length > 0 then [.captures[].string] else .string end;
            def scan($re): scan($re; null);
            def splits($re; $flags): split($re; $flags) | .[];
            def splits($re): splits($re; null);
            def sub($re; replacement; $flags): _replace($re; $flags; false; replacement);
            def sub($re; replacement): sub($re; replacement; null);
            def gsub($re; replacement; $flags): _replace($re; $flags; true; replacement);
            def gsub($re; replacement): gsub($re; replacement; null);
            def toarray: if type == "array" then . else [.] end;
            """;

    /** What is written in Java, by name and number of arguments. */
    static final Map<String, Builtin> BUILTINS = builtins();

    /** What is written in jq. */
    static final Map<String, Definition> DEFINITIONS = definitions();

    private Library() {}

    /** A call of a function that is written in Java. */
    record Native(Builtin builtin, List<Filter> arguments) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            builtin.emit(run, env, arguments, input, path, out);
        }
    }

    private static Map<String, Definition> definitions() {
        Map<String, Definition> definitions = new HashMap<>();
        new Parser(IN_JQ, definitions, Set.of()).definitions();
        return Map.copyOf(definitions);
    }

    private static Map<String, Builtin> builtins() {
        Map<String, Builtin> all = new HashMap<>();
        control(all);
        types(all);
        collections(all);
        paths(all);
        texts(all);
        numbers(all);
        return Map.copyOf(all);
    }

    private static void control(Map<String, Builtin> all) {
        all.put("empty/0", (run, env, arguments, input, path, out) -> {});
        all.put("error/0", (run, env, arguments, input, path, out) -> {
            throw new Raised(input);
        });
        all.put(
                "error/1",
                (run, env, arguments, input, path, out) -> arguments.getFirst().values(run, env, input, message -> {
                    throw new Raised(message);
                }));
        all.put("not/0", (Builtin.OfInput) (run, input) -> BooleanNode.valueOf(!Values.isTrue(input)));
        all.put("range/3", Library::range);
        all.put("recurse/1", Library::recurse);
        all.put(
                "limit/2",
                (run, env, arguments, input, path, out) -> arguments
                        .getFirst()
                        .values(run, env, input, count -> limit(run, env, arguments.get(1), count, input, path, out)));
        all.put(
                "skip/2",
                (run, env, arguments, input, path, out) -> arguments
                        .getFirst()
                        .values(run, env, input, count -> skip(run, env, arguments.get(1), count, input, path, out)));
        all.put("now/0", (Builtin.OfInput)
                (run, input) -> Values.number(run, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e6));
    }

    private static double number(JsonNode value, String what) {
        if (!value.isNumber()) {
            throw new Raised(what + " must be a number, not " + Values.type(value));
        }
        return value.doubleValue();
    }

    private static void range(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
        arguments
                .get(0)
                .values(
                        run,
                        env,
                        input,
                        from -> arguments
                                .get(1)
                                .values(
                                        run,
                                        env,
                                        input,
                                        to -> arguments.get(2).values(run, env, input, by -> {
                                            double end = number(to, "The end of a range");
                                            double step = number(by, "The step of a range");
                                            double start = number(from, "The start of a range");
                                            for (double next = start;
                                                    step > 0 ? next < end : step < 0 && next > end;
                                                    next += step) {
                                                run.step();
                                                Filter.give(Values.number(run, next), path, out);
                                            }
                                        })));
    }

    private record Place(JsonNode value, Path path) {}

    /** <code>def r: ., (f | r); r</code> without recursion, so that it goes as long as the time allows. */
    private static void recurse(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
        Deque<Place> ahead = new ArrayDeque<>();
        ahead.push(new Place(input, path));
        while (!ahead.isEmpty()) {
            Place place = ahead.pop();
            run.step();
            out.accept(place.value(), place.path());
            List<Place> next = new ArrayList<>();
            arguments.getFirst().stream(run, env, place.value(), place.path(), (value, valuePath) -> {
                run.build(48);
                next.add(new Place(value, valuePath));
            });
            next.reversed().forEach(ahead::push);
        }
    }

    private static void limit(
            Evaluation run, Env env, Filter filter, JsonNode count, JsonNode input, Path path, Sink out) {
        double most = number(count, "A limit");
        if (most < 0) {
            filter.stream(run, env, input, path, out);
        } else if (most > 0) {
            long[] given = new long[1];
            Break enough = new Break();
            try {
                filter.stream(run, env, input, path, (value, valuePath) -> {
                    given[0]++;
                    out.accept(value, valuePath);
                    if (given[0] >= most) {
                        throw enough;
                    }
                });
            } catch (Break done) {
                if (done != enough) {
                    throw done;
                }
            }
        }
    }

    private static void skip(
            Evaluation run, Env env, Filter filter, JsonNode count, JsonNode input, Path path, Sink out) {
        double skipped = number(count, "What is skipped");
        long[] seen = new long[1];
        filter.stream(run, env, input, path, (value, valuePath) -> {
            run.step();
            if (seen[0]++ >= skipped) {
                out.accept(value, valuePath);
            }
        });
    }

    private static void types(Map<String, Builtin> all) {
        all.put("type/0", (Builtin.OfInput) (run, input) -> TextNode.valueOf(Values.type(input)));
        all.put("length/0", (Builtin.OfInput) (run, input) -> switch (input.getNodeType()) {
            case NULL, MISSING -> Values.number(0);
            case NUMBER -> input.doubleValue() < 0 ? Operator.MINUS.apply(run, Values.number(0), input) : input;
            case STRING, BINARY, POJO -> Values.number(Values.codePoints(run, input.asText()));
            case ARRAY, OBJECT -> Values.number(input.size());
            case BOOLEAN -> throw new Raised("boolean has no length");
        });
        all.put("utf8bytelength/0", (Builtin.OfInput) (run, input) -> {
            String text = Texts.require(input, "The input");
            run.build(3L * text.length());
            return Values.number(text.getBytes(StandardCharsets.UTF_8).length);
        });
        all.put("tostring/0", Format.TEXT);
        all.put("tojson/0", Format.JSON);
        all.put("fromjson/0", (Builtin.OfInput) (run, input) -> JsonText.read(run, Texts.require(input, "JSON")));
        all.put("tonumber/0", (Builtin.OfInput) (run, input) -> {
            JsonNode number = input.isTextual() ? Values.parseNumber(run, input.textValue()) : input;
            if (number == null || !number.isNumber()) {
                throw new Raised("The " + Values.type(input) + " is no number");
            }
            return number;
        });
        all.put("toboolean/0", (Builtin.OfInput) (run, input) -> {
            String text = input.asText();
            if (!text.equals("true") && !text.equals("false")) {
                throw new Raised("The " + Values.type(input) + " is no boolean");
            }
            return BooleanNode.valueOf(text.equals("true"));
        });
        isNumber(all, "isinfinite", number -> Double.isInfinite(number));
        isNumber(all, "isnan", number -> Double.isNaN(number));
        isNumber(all, "isfinite", number -> Double.isFinite(number));
        isNumber(all, "isnormal", number -> Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL);
        all.put("infinite/0", (Builtin.OfInput) (run, input) -> Values.number(run, Double.POSITIVE_INFINITY));
        all.put("nan/0", (Builtin.OfInput) (run, input) -> Values.number(run, Double.NaN));
    }

    private static void isNumber(Map<String, Builtin> all, String name, Predicate<Double> test) {
        all.put(name + "/0", (Builtin.OfInput)
                (run, input) -> BooleanNode.valueOf(test.test(number(input, "The input"))));
    }

    private static void collections(Map<String, Builtin> all) {
        all.put("keys/0", (Builtin.OfInput) (run, input) -> keys(run, input, true));
        all.put("keys_unsorted/0", (Builtin.OfInput) (run, input) -> keys(run, input, false));
        all.put("has/1", (Builtin.OfOne) (run, input, key) -> {
            if (input.isObject() && key.isTextual()) {
                return BooleanNode.valueOf(input.has(key.textValue()));
            }
            if (input.isArray() && key.isNumber()) {
                return BooleanNode.valueOf(key.doubleValue() >= 0 && key.doubleValue() < input.size());
            }
            throw new Raised("Cannot check whether " + Values.type(input) + " has a " + Values.type(key) + " key");
        });
        all.put("contains/1", (Builtin.OfOne) (run, input, part) -> BooleanNode.valueOf(contains(run, input, part)));
        all.put("add/0", (Builtin.OfInput) Sum::of);
        all.put("from_entries/0", (Builtin.OfInput) Library::fromEntries);
        all.put("reverse/0", (Builtin.OfInput) (run, input) -> {
            if (input.isTextual()) {
                return Values.text(
                        run, new StringBuilder(input.textValue()).reverse().toString());
            }
            return input.isNull()
                    ? Values.array(run, List.of())
                    : Values.array(run, array(run, input).reversed());
        });
        all.put("flatten/1", (Builtin.OfOne) (run, input, depth) -> {
            if (number(depth, "The depth") < 0) {
                throw new Raised("flatten depth must not be negative");
            }
            ArrayNode flat = Values.array(run, List.of());
            flatten(run, input, depth.doubleValue(), flat);
            return flat;
        });
        all.put(
                "sort_by/1",
                (run, env, arguments, input, path, out) -> Filter.give(
                        Values.array(
                                run,
                                keyed(run, env, arguments, input, true).stream()
                                        .map(Keyed::value)
                                        .toList()),
                        path,
                        out));
        all.put(
                "group_by/1",
                (run, env, arguments, input, path, out) ->
                        Filter.give(groups(run, keyed(run, env, arguments, input, true)), path, out));
        all.put("min_by/1", (run, env, arguments, input, path, out) -> {
            Keyed least = null;
            for (Keyed next : keyed(run, env, arguments, input, false)) {
                least = least == null || Values.compare(run, next.key(), least.key()) < 0 ? next : least;
            }
            Filter.give(least == null ? NullNode.instance : least.value(), path, out);
        });
        all.put("max_by/1", (run, env, arguments, input, path, out) -> {
            Keyed most = null;
            for (Keyed next : keyed(run, env, arguments, input, false)) {
                most = most == null || Values.compare(run, next.key(), most.key()) >= 0 ? next : most;
            }
            Filter.give(most == null ? NullNode.instance : most.value(), path, out);
        });
        all.put("indices/1", (Builtin.OfOne) Texts::indices);
    }

    private static List<JsonNode> array(Evaluation run, JsonNode value) {
        if (!value.isArray()) {
            throw new Raised("The input must be an array, not " + Values.type(value));
        }
        return Values.elements(run, value);
    }

    private static JsonNode keys(Evaluation run, JsonNode input, boolean sorted) {
        ArrayNode keys = Values.array(run, List.of());
        if (input.isArray()) {
            for (int i = 0; i < input.size(); i++) {
                Values.add(run, keys, Values.number(run, i));
            }
        } else if (input.isObject()) {
            List<String> names = sorted ? Values.sortedNames(run, input) : Values.names(run, input);
            names.forEach(name -> {
                run.build(24);
                Values.add(run, keys, TextNode.valueOf(name));
            });
        } else {
            throw new Raised(Values.type(input) + " has no keys");
        }
        return keys;
    }

    private static boolean contains(Evaluation run, JsonNode whole, JsonNode part) {
        run.enter();
        try {
            if (whole.isObject() && part.isObject()) {
                for (Map.Entry<String, JsonNode> field : part.properties()) {
                    JsonNode value = whole.get(field.getKey());
                    if (value == null || !contains(run, value, field.getValue())) {
                        return false;
                    }
                }
                return true;
            }
            if (whole.isArray() && part.isArray()) {
                for (JsonNode wanted : part) {
                    boolean found = false;
                    for (int i = 0; i < whole.size() && !found; i++) {
                        JsonNode element = whole.get(i);
                        found = Values.type(element).equals(Values.type(wanted)) && contains(run, element, wanted);
                    }
                    if (!found) {
                        return false;
                    }
                }
                return true;
            }
            if (whole.isTextual() && part.isTextual()) {
                return Texts.find(run, whole.textValue(), part.textValue(), 0) >= 0;
            }
            if (Values.type(whole).equals(Values.type(part))) {
                return Values.areEqual(run, whole, part);
            }
            throw new Raised(
                    Values.type(whole) + " and " + Values.type(part) + " cannot have their containment checked");
        } finally {
            run.leave();
        }
    }

    private static JsonNode fromEntries(Evaluation run, JsonNode input) {
        ObjectNode object = Values.object(run);
        Access.Each.each(run, input, null, (entry, path) -> {
            JsonNode key = firstOf(entry, "key", "k", "name", "Name", "Key", "K");
            JsonNode value = firstOf(entry, "value", "v", "Value", "V");
            if (key.isContainerNode()) {
                throw new Raised("Object keys must be strings, not " + Values.type(key));
            }
            Values.put(run, object, Texts.of(run, key), value);
        });
        return object;
    }

    private static JsonNode firstOf(JsonNode entry, String... names) {
        if (!entry.isObject()) {
            throw new Raised("An entry must be an object, not " + Values.type(entry));
        }
        JsonNode found = NullNode.instance;
        for (String name : names) {
            JsonNode value = entry.get(name);
            if (value != null && !value.isNull()) {
                if (Values.isTrue(value)) {
                    return value;
                }
                found = found.isNull() ? value : found;
            }
        }
        return found;
    }

    private static void flatten(Evaluation run, JsonNode value, double depth, ArrayNode flat) {
        run.enter();
        try {
            Access.Each.each(run, value, null, (element, path) -> {
                if (element.isArray() && depth > 0) {
                    flatten(run, element, depth - 1, flat);
                } else {
                    Values.add(run, flat, element);
                }
            });
        } finally {
            run.leave();
        }
    }

    private record Keyed(JsonNode key, JsonNode value) {}

    private static List<Keyed> keyed(Evaluation run, Env env, List<Filter> arguments, JsonNode input, boolean sorted) {
        List<Keyed> keyed = new ArrayList<>();
        for (JsonNode value : array(run, input)) {
            run.build(40);
            keyed.add(new Keyed(Values.array(run, arguments.getFirst().all(run, env, value)), value));
        }
        if (sorted) {
            keyed.sort((a, b) -> Values.compare(run, a.key(), b.key()));
        }
        return keyed;
    }

    /** For each key, in order, an array of its values. */
    private static ArrayNode groups(Evaluation run, List<Keyed> sorted) {
        ArrayNode groups = Values.array(run, List.of());
        ArrayNode group = null;
        JsonNode key = null;
        for (Keyed next : sorted) {
            if (key == null || Values.compare(run, key, next.key()) != 0) {
                key = next.key();
                group = Values.array(run, List.of());
                Values.add(run, groups, group);
            }
            Values.add(run, group, next.value());
        }
        return groups;
    }

    private static void paths(Map<String, Builtin> all) {
        all.put(
                "path/1",
                (run, env, arguments, input, path, out) -> arguments.getFirst().stream(
                        run, env, input, Path.ROOT, (value, place) -> Filter.give(place.toNode(run), path, out)));
        all.put(
                "getpath/1",
                (run, env, arguments, input, path, out) -> arguments.getFirst().values(run, env, input, keys -> {
                    List<JsonNode> steps = Path.keys(run, keys);
                    Path place = path;
                    for (JsonNode step : steps) {
                        place = Path.of(place, step);
                    }
                    out.accept(Editor.get(run, input, steps), place);
                }));
        all.put("setpath/2", (Builtin.OfTwo) (run, input, path, value) -> {
            Editor editor = new Editor(run, input);
            editor.set(Path.keys(run, path), value);
            return editor.result();
        });
        all.put("delpaths/1", (Builtin.OfOne) (run, input, paths) -> {
            List<List<JsonNode>> doomed = new ArrayList<>();
            array(run, paths).forEach(path -> doomed.add(Path.keys(run, path)));
            Editor editor = new Editor(run, input);
            editor.delete(doomed);
            return editor.result();
        });
    }

    private static void texts(Map<String, Builtin> all) {
        all.put("startswith/1", (Builtin.OfOne) (run, input, part) ->
                BooleanNode.valueOf(Texts.require(input, "The input").startsWith(Texts.require(part, "The start"))));
        all.put("endswith/1", (Builtin.OfOne) (run, input, part) ->
                BooleanNode.valueOf(Texts.require(input, "The input").endsWith(Texts.require(part, "The end"))));
        all.put("ltrimstr/1", (Builtin.OfOne) (run, input, part) -> {
            boolean starts =
                    input.isTextual() && part.isTextual() && input.textValue().startsWith(part.textValue());
            return starts
                    ? Texts.sliced(
                            run,
                            input.textValue(),
                            part.textValue().length(),
                            input.textValue().length())
                    : input;
        });
        all.put("rtrimstr/1", (Builtin.OfOne) (run, input, part) -> {
            boolean ends =
                    input.isTextual() && part.isTextual() && input.textValue().endsWith(part.textValue());
            return ends
                    ? Texts.sliced(
                            run,
                            input.textValue(),
                            0,
                            input.textValue().length() - part.textValue().length())
                    : input;
        });
        all.put("trim/0", (Builtin.OfInput) (run, input) ->
                Values.text(run, Texts.require(input, "The input").strip()));
        all.put("ltrim/0", (Builtin.OfInput) (run, input) ->
                Values.text(run, Texts.require(input, "The input").stripLeading()));
        all.put("rtrim/0", (Builtin.OfInput) (run, input) ->
                Values.text(run, Texts.require(input, "The input").stripTrailing()));
        all.put("split/1", (Builtin.OfOne) (run, input, separator) ->
                Texts.split(run, Texts.require(input, "The input"), Texts.require(separator, "What splits")));
        all.put("join/1", (Builtin.OfOne) Texts::join);
        all.put("explode/0", (Builtin.OfInput) Texts::explode);
        all.put("implode/0", (Builtin.OfInput) Texts::implode);
        all.put("ascii_downcase/0", (Builtin.OfInput)
                (run, input) -> Texts.mapped(run, input, c -> c >= 'A' && c <= 'Z' ? c + 32 : c));
        all.put("ascii_upcase/0", (Builtin.OfInput)
                (run, input) -> Texts.mapped(run, input, c -> c >= 'a' && c <= 'z' ? c - 32 : c));
        all.put("test/2", (Builtin.OfTwo) Regex::test);
        all.put("_match/2", (Builtin.OfTwo) Regex::match);
        all.put("split/2", (Builtin.OfTwo) Regex::split);
        all.put("_replace/4", (run, env, arguments, input, path, out) -> {
            JsonNode pattern = arguments.get(0).first(run, env, input);
            JsonNode flags = arguments.get(1).first(run, env, input);
            boolean everywhere = Values.isTrue(arguments.get(2).first(run, env, input));
            Regex.replace(run, env, input, pattern, flags, everywhere, arguments.get(3))
                    .forEach(text -> Filter.give(text, path, out));
        });
    }

    private static void numbers(Map<String, Builtin> all) {
        ofNumber(all, "floor", Math::floor);
        ofNumber(all, "ceil", Math::ceil);
        ofNumber(all, "round", number -> Math.copySign(Math.floor(Math.abs(number) + 0.5), number));
        ofNumber(all, "trunc", number -> number < 0 ? Math.ceil(number) : Math.floor(number));
        ofNumber(all, "fabs", Math::abs);
        ofNumber(all, "sqrt", Math::sqrt);
        ofNumber(all, "cbrt", Math::cbrt);
        ofNumber(all, "exp", Math::exp);
        ofNumber(all, "exp2", number -> Math.pow(2, number));
        ofNumber(all, "exp10", number -> Math.pow(10, number));
        ofNumber(all, "expm1", Math::expm1);
        ofNumber(all, "log", Math::log);
        ofNumber(all, "log2", number -> Math.log(number) / Math.log(2));
        ofNumber(all, "log10", Math::log10);
        ofNumber(all, "log1p", Math::log1p);
        ofNumber(all, "sin", Math::sin);
        ofNumber(all, "cos", Math::cos);
        ofNumber(all, "tan", Math::tan);
        ofNumber(all, "asin", Math::asin);
        ofNumber(all, "acos", Math::acos);
        ofNumber(all, "atan", Math::atan);
        ofNumber(all, "sinh", Math::sinh);
        ofNumber(all, "cosh", Math::cosh);
        ofNumber(all, "tanh", Math::tanh);
        ofNumbers(all, "pow", Math::pow);
        ofNumbers(all, "atan2", Math::atan2);
        ofNumbers(all, "fmin", Math::min);
        ofNumbers(all, "fmax", Math::max);
        ofNumbers(all, "fmod", (a, b) -> a % b);
        all.put("abs/0", (Builtin.OfInput) (run, input) ->
                number(input, "The input") < 0 ? Operator.MINUS.apply(run, Values.number(0), input) : input);
        all.put("todateiso8601/0", (Builtin.OfInput) (run, input) -> {
            try {
                Instant at = Instant.ofEpochSecond((long) Math.floor(number(input, "The input")));
                return Values.text(run, at.toString());
            } catch (DateTimeException tooFar) {
                throw new Raised("The number is no date");
            }
        });
        all.put("fromdateiso8601/0", (Builtin.OfInput) (run, input) -> {
            try {
                return Values.number(
                        Instant.parse(Texts.require(input, "A date")).getEpochSecond());
            } catch (DateTimeException malformed) {
                throw new Raised("The text is no date as 2015-03-05T23:51:47Z");
            }
        });
    }

    private static void ofNumber(Map<String, Builtin> all, String name, DoubleUnaryOperator function) {
        all.put(name + "/0", (Builtin.OfInput)
                (run, input) -> Values.number(run, function.applyAsDouble(number(input, "The input"))));
    }

    private static void ofNumbers(Map<String, Builtin> all, String name, DoubleBinaryOperator function) {
        all.put(name + "/2", (Builtin.OfTwo) (run, input, a, b) -> Values.number(
                run, function.applyAsDouble(number(a, "The first argument"), number(b, "The second argument"))));
    }
}
