package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.expression.ExpressionException;
import java.util.Comparator;
import java.util.Map;

/**
 * Values that are the same after they were written and read: what JSON, or jsonb, cannot hold is replaced as jq or Unicode
 * would. That is NaN (null), infinity (the greatest number), U+0000 and halves of surrogate pairs (U+FFFD).
 */
final class PlainJson {

    /** Less than what Jackson reads (1000) and PostgreSQL recurses, less also than a stack holds. */
    private static final int MAX_DEPTH = 200;

    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.equals(other)
            ? 0
            : one.isNumber() && other.isNumber() ? one.decimalValue().compareTo(other.decimalValue()) : 1;

    private PlainJson() {}

    /**
     * The value itself, if it is plain, or a plain copy.
     *
     * @throws ExpressionException when it is nested too deeply
     */
    static JsonNode of(JsonNode value) {
        return isPlain(value, 0) ? value : copy(value);
    }

    static String of(String text) {
        return text == null || isPlain(text) ? text : copy(text);
    }

    /** Whether two values are equal as jq has it: numbers by their value, however they are kept in memory. */
    static boolean areEqual(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    /** About how many bytes it has as JSON; counting stops once it is more than {@code enough}. */
    static long size(JsonNode value, long enough) {
        return switch (value) {
            case TextNode text -> text.textValue().length() + 3L;
            case ObjectNode object -> {
                long size = 2;
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    size += member.getKey().length() + 4L + size(member.getValue(), enough - size);
                    if (size > enough) {
                        break;
                    }
                }
                yield size;
            }
            case ArrayNode array -> {
                long size = 2;
                for (JsonNode element : array) {
                    size += 1 + size(element, enough - size);
                    if (size > enough) {
                        break;
                    }
                }
                yield size;
            }
            default -> value.isNumber() ? 8 : 5;
        };
    }

    private static boolean isPlain(JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ExpressionException("the value is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (value) {
            case TextNode text -> isPlain(text.textValue());
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    if (!isPlain(member.getKey()) || !isPlain(member.getValue(), depth + 1)) {
                        // Goes on to look at the depth only in the copy, which looks at all.
                        yield false;
                    }
                }
                yield true;
            }
            case ArrayNode array -> {
                for (JsonNode element : array) {
                    if (!isPlain(element, depth + 1)) {
                        yield false;
                    }
                }
                yield true;
            }
            default -> !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
        };
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                if (c == 0 || !Character.isHighSurrogate(c) || i + 1 == text.length()) {
                    return false;
                }
                i++;
                if (!Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static JsonNode copy(JsonNode value) {
        return copy(value, 0);
    }

    private static JsonNode copy(JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ExpressionException("the value is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (value) {
            case TextNode text -> TextNode.valueOf(of(text.textValue()));
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(member -> copy.set(of(member.getKey()), copy(member.getValue(), depth + 1)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> copy.add(copy(element, depth + 1)));
                yield copy;
            }
            default -> number(value);
        };
    }

    private static JsonNode number(JsonNode value) {
        if (!value.isFloatingPointNumber() || Double.isFinite(value.doubleValue())) {
            return value;
        }
        return Double.isNaN(value.doubleValue())
                ? NullNode.instance
                : DoubleNode.valueOf(Math.copySign(Double.MAX_VALUE, value.doubleValue()));
    }

    private static String copy(String text) {
        StringBuilder copy = new StringBuilder(text.length());
        text.codePoints().forEach(c -> copy.appendCodePoint(c == 0 || isHalf(c) ? 0xFFFD : c));
        return copy.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
