package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What jq does with strings. */
final class Texts {

    private Texts() {}

    /** As jq's tostring: a string itself, anything else as JSON. */
    static String of(Evaluation run, JsonNode value) {
        return value.isTextual() ? value.textValue() : JsonText.write(run, value);
    }

    /**
     * The text of a value that has to be one.
     *
     * @throws Raised when it is none
     */
    static String require(JsonNode value, String what) {
        if (!value.isTextual()) {
            throw new Raised(what + " must be a string, not " + Values.type(value));
        }
        return value.textValue();
    }

    static ArrayNode split(Evaluation run, String text, String separator) {
        ArrayNode parts = Values.array(run, List.of());
        if (text.isEmpty()) {
            return parts;
        }
        run.steps(text.length() >> 3);
        int from = 0;
        while (from < text.length()) {
            int to = separator.isEmpty() ? text.offsetByCodePoints(from, 1) : find(run, text, separator, from);
            if (to < 0) {
                break;
            }
            Values.add(run, parts, Values.text(run, text.substring(from, to)));
            from = to + separator.length();
        }
        if (!separator.isEmpty()) {
            Values.add(run, parts, Values.text(run, text.substring(from)));
        }
        return parts;
    }

    static JsonNode join(Evaluation run, JsonNode input, JsonNode separator) {
        StringBuilder joined = new StringBuilder();
        boolean[] isFirst = {true};
        Access.Each.each(run, input, null, (value, path) -> {
            if (!isFirst[0]) {
                append(run, joined, require(separator, "What joins"));
            }
            isFirst[0] = false;
            if (value.isContainerNode()) {
                throw new Raised("Cannot join with " + Values.type(value));
            }
            append(run, joined, value.isNull() ? "" : of(run, value));
        });
        return Values.text(run, joined.toString());
    }

    static void append(Evaluation run, StringBuilder text, String more) {
        run.build(4L * more.length());
        text.append(more);
    }

    /** Where one value occurs in another: a text in a text, elements in an array. */
    static JsonNode indices(Evaluation run, JsonNode value, JsonNode sought) {
        if (value.isNull()) {
            return NullNode.instance;
        }
        ArrayNode found = Values.array(run, List.of());
        if (value.isTextual() && sought.isTextual()) {
            indices(run, value.textValue(), sought.textValue(), found);
        } else if (value.isArray() && sought.isArray()) {
            for (int i = 0; !sought.isEmpty() && i + sought.size() <= value.size(); i++) {
                int j = 0;
                while (j < sought.size() && Values.areEqual(run, value.get(i + j), sought.get(j))) {
                    j++;
                }
                if (j == sought.size()) {
                    Values.add(run, found, Values.number(i));
                }
                run.step();
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (Values.areEqual(run, value.get(i), sought)) {
                    Values.add(run, found, Values.number(i));
                }
            }
        } else {
            throw Access.cannotIndex(value, sought);
        }
        return found;
    }

    private static void indices(Evaluation run, String text, String sought, ArrayNode found) {
        int counted = 0;
        int codePoints = 0;
        int from = 0;
        while (!sought.isEmpty()) {
            int at = find(run, text, sought, from);
            if (at < 0) {
                return;
            }
            codePoints += text.codePointCount(counted, at);
            counted = at;
            Values.add(run, found, Values.number(run, codePoints));
            from = at + 1;
        }
    }

    /** As indexOf, but paying for each comparison: it may be length times length of them. */
    static int find(Evaluation run, String text, String sought, int from) {
        for (int at = from; at + sought.length() <= text.length(); at++) {
            int i = 0;
            while (i < sought.length() && text.charAt(at + i) == sought.charAt(i)) {
                i++;
            }
            if (i == sought.length()) {
                return at;
            }
            run.steps((i >> 3) + (at & 1));
        }
        return -1;
    }

    static JsonNode mapped(Evaluation run, JsonNode input, IntUnaryOperator character) {
        String text = require(input, "The input");
        run.build(2L * text.length());
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            mapped.append((char) character.applyAsInt(text.charAt(i)));
        }
        return Values.text(run, mapped.toString());
    }

    static JsonNode explode(Evaluation run, JsonNode input) {
        String text = require(input, "The input");
        ArrayNode codes = Values.array(run, List.of());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            run.build(24);
            Values.add(run, codes, Values.number(text.codePointAt(i)));
        }
        return codes;
    }

    static JsonNode implode(Evaluation run, JsonNode input) {
        if (!input.isArray()) {
            throw new Raised("implode input must be an array");
        }
        run.build(4L * input.size());
        StringBuilder text = new StringBuilder(input.size());
        for (JsonNode code : input) {
            boolean isCode =
                    code.isNumber() && Character.isValidCodePoint(code.intValue()) && code.doubleValue() < 0x110000;
            if (!isCode) {
                throw new Raised("implode needs numbers that are code points");
            }
            text.appendCodePoint(code.intValue());
        }
        return Values.text(run, text.toString());
    }

    static JsonNode sliced(Evaluation run, String text, int from, int to) {
        return Values.text(run, text.substring(from, to));
    }
}
