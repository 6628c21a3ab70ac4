package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Lets out what an expression yields: not too large, not too deep, and such that PostgreSQL can store it. NUL and halves of
 * characters become U+FFFD; numbers that JSON does not have are refused.
 */
final class Result {

    // Written out, which is how PostgreSQL keeps them; doubles have no more.
    private static final int MAX_DIGITS = 400;

    private static final int REPLACEMENT = 0xfffd;

    private final Evaluation run;
    private boolean isStorable = true;

    private Result(Evaluation run) {
        this.run = run;
    }

    static JsonNode of(Evaluation run, JsonNode value) {
        Result result = new Result(run);
        result.check(value, 0);
        return result.isStorable ? value : result.storable(value);
    }

    private void check(JsonNode value, int nesting) {
        run.step();
        if (nesting > run.limits().nesting()) {
            throw new ExpressionException(
                    "yields JSON nested deeper than " + run.limits().nesting());
        }
        switch (value.getNodeType()) {
            case OBJECT -> {
                run.give(2L + 2L * value.size());
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    check(field.getKey());
                    check(field.getValue(), nesting + 1);
                }
            }
            case ARRAY -> {
                run.give(2L + value.size());
                for (JsonNode element : value) {
                    check(element, nesting + 1);
                }
            }
            case STRING -> check(value.textValue());
            case NUMBER -> checkNumber(value);
            default -> run.give(5);
        }
    }

    private void check(String text) {
        run.give(2L + text.length());
        run.steps(text.length() >> 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                run.give(c < 0x800 || Character.isSurrogate(c) ? 1 : 2);
            } else if (c < ' ') {
                run.give(5);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                run.give(2);
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                isStorable = false;
            }
        }
    }

    private void checkNumber(JsonNode number) {
        boolean isStored =
                switch (number.numberType()) {
                    case INT, LONG -> true;
                    case FLOAT, DOUBLE -> Double.isFinite(number.doubleValue());
                    case BIG_INTEGER -> number.bigIntegerValue().bitLength() <= 3 * MAX_DIGITS;
                    case BIG_DECIMAL -> {
                        BigDecimal exact = number.decimalValue();
                        yield exact.precision() <= MAX_DIGITS && Math.abs((long) exact.scale()) <= MAX_DIGITS;
                    }
                };
        if (!isStored) {
            throw new ExpressionException("yields a number that is not finite or has too many digits");
        }
        run.give(number.isInt() ? 6 : 20);
    }

    private JsonNode storable(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Values.object(run);
            object.properties()
                    .forEach(field -> Values.put(run, copy, storable(field.getKey()), storable(field.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = Values.array(run, List.of());
            array.forEach(element -> Values.add(run, copy, storable(element)));
            return copy;
        }
        return value.isTextual() ? TextNode.valueOf(storable(value.textValue())) : value;
    }

    private String storable(String text) {
        run.build(4L * text.length());
        StringBuilder copy = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(copy::appendCodePoint);
        return copy.toString();
    }
}
