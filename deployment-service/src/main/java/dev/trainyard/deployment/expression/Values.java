package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** JSON values as jq sees them: their types, their order, and what building one costs. */
final class Values {

    /** An array without elements. */
    static final long ARRAY_BYTES = 56;

    /** An element, beside the value itself; lists grow by halves. */
    static final long SLOT_BYTES = 12;

    /** An object without fields. */
    static final long OBJECT_BYTES = 80;

    /** A field, beside its value and the characters of its name. */
    static final long FIELD_BYTES = 64;

    private static final long TEXT_BYTES = 64;
    private static final long NUMBER_BYTES = 24;

    // Beyond, doubles are no longer as exact as longs.
    private static final long EXACT = 1L << 53;

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,100}");
    private static final Pattern DECIMAL = Pattern.compile("[-+.0-9eE]{1,1000}");

    private Values() {}

    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING, BINARY, POJO -> "string";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NULL, MISSING -> "null";
        };
    }

    /** Neither false nor null. */
    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    static TextNode text(Evaluation run, String text) {
        run.build(TEXT_BYTES + 2L * text.length());
        return TextNode.valueOf(text);
    }

    static JsonNode number(long number) {
        return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    static JsonNode number(double number) {
        if (number == (long) number && Math.abs(number) < Long.MAX_VALUE) {
            return number((long) number);
        }
        return DoubleNode.valueOf(number);
    }

    /** Of a result: a number that was computed. */
    static JsonNode number(Evaluation run, double number) {
        run.build(NUMBER_BYTES);
        return number(number);
    }

    static boolean isLong(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(Evaluation run, Iterable<? extends JsonNode> elements) {
        run.build(ARRAY_BYTES);
        ArrayNode array = array();
        elements.forEach(element -> add(run, array, element));
        return array;
    }

    static ObjectNode object(Evaluation run) {
        run.build(OBJECT_BYTES);
        return JsonNodeFactory.instance.objectNode();
    }

    static void add(Evaluation run, ArrayNode array, JsonNode element) {
        run.build(SLOT_BYTES);
        array.add(element);
    }

    static void put(Evaluation run, ObjectNode object, String name, JsonNode value) {
        run.build(FIELD_BYTES);
        object.set(name, value);
    }

    /** With the same elements, for somebody who changes it. */
    static ArrayNode copy(Evaluation run, ArrayNode array) {
        run.build(ARRAY_BYTES + SLOT_BYTES * array.size());
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        copy.addAll(array);
        return copy;
    }

    /** With the same fields, for somebody who changes it. */
    static ObjectNode copy(Evaluation run, ObjectNode object) {
        run.build(OBJECT_BYTES + FIELD_BYTES * object.size());
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        return copy;
    }

    static List<JsonNode> elements(Evaluation run, JsonNode array) {
        run.build(SLOT_BYTES * array.size());
        List<JsonNode> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }

    static List<String> names(Evaluation run, JsonNode object) {
        run.build(SLOT_BYTES * object.size());
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> sortedNames(Evaluation run, JsonNode object) {
        List<String> names = names(run, object);
        names.sort((a, b) -> compareTexts(run, a, b));
        return names;
    }

    static int codePoints(Evaluation run, String text) {
        run.steps(text.length() >> 4);
        return text.codePointCount(0, text.length());
    }

    static Comparator<JsonNode> order(Evaluation run) {
        return (a, b) -> compare(run, a, b);
    }

    static boolean areEqual(Evaluation run, JsonNode a, JsonNode b) {
        return !isNan(a) && compare(run, a, b) == 0;
    }

    static boolean isNan(JsonNode value) {
        return value.isNumber() && Double.isNaN(value.doubleValue());
    }

    /** null, false, true, numbers, strings, arrays, objects; not a number is the least of numbers. */
    static int compare(Evaluation run, JsonNode a, JsonNode b) {
        int byType = Integer.compare(rank(a), rank(b));
        if (byType != 0) {
            run.step();
            return byType;
        }
        run.enter();
        try {
            return switch (a.getNodeType()) {
                case NUMBER -> compareNumbers(a, b);
                case STRING -> compareTexts(run, a.textValue(), b.textValue());
                case ARRAY -> compareArrays(run, a, b);
                case OBJECT -> compareObjects(run, a, b);
                default -> 0;
            };
        } finally {
            run.leave();
        }
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue() ? 2 : 1;
            case NUMBER -> 3;
            case STRING, BINARY, POJO -> 4;
            case ARRAY -> 5;
            case OBJECT -> 6;
            case NULL, MISSING -> 0;
        };
    }

    private static int compareNumbers(JsonNode a, JsonNode b) {
        if (isLong(a) && isLong(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Boolean.compare(Double.isNaN(y), Double.isNaN(x));
        }
        if (Math.abs(x) < EXACT || Math.abs(y) < EXACT || Double.isInfinite(x) || Double.isInfinite(y)) {
            return x < y ? -1 : x > y ? 1 : 0;
        }
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(JsonNode number) {
        return number.isIntegralNumber() || number.isBigDecimal()
                ? number.decimalValue()
                : new BigDecimal(number.doubleValue());
    }

    /** By code points, which is also the order of UTF-8's bytes. */
    static int compareTexts(Evaluation run, String a, String b) {
        int length = Math.min(a.length(), b.length());
        int i = 0;
        while (i < length && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        run.steps(1 + (i >> 3));
        if (i == length) {
            return Integer.compare(a.length(), b.length());
        }
        char x = a.charAt(i);
        char y = b.charAt(i);
        boolean isBeyond = Character.isSurrogate(x);
        return isBeyond == Character.isSurrogate(y) ? Character.compare(x, y) : isBeyond ? 1 : -1;
    }

    private static int compareArrays(Evaluation run, JsonNode a, JsonNode b) {
        Iterator<JsonNode> others = b.elements();
        for (JsonNode element : a) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = compare(run, element, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static int compareObjects(Evaluation run, JsonNode a, JsonNode b) {
        List<String> names = sortedNames(run, a);
        List<String> others = sortedNames(run, b);
        for (int i = 0; i < names.size() && i < others.size(); i++) {
            int order = compareTexts(run, names.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (names.size() != others.size()) {
            return Integer.compare(names.size(), others.size());
        }
        for (String name : names) {
            int order = compare(run, a.get(name), b.get(name));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The number that a text is; null when it is none, or too large for one. */
    static JsonNode parseNumber(Evaluation run, String text) {
        run.build(NUMBER_BYTES + text.length());
        try {
            if (WHOLE.matcher(text).matches()) {
                return text.length() <= 18 ? number(Long.parseLong(text)) : new BigIntegerNode(new BigInteger(text));
            }
            double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
            return Double.isFinite(number) ? number(number) : null;
        } catch (NumberFormatException malformed) {
            return null;
        }
    }
}
