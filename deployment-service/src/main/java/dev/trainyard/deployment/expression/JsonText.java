package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** JSON as text, and back. */
final class JsonText {

    // What a character of JSON may become in memory: "[]," is an array of some 60 bytes.
    private static final long BYTES_PER_CHARACTER = 32;

    private static final JsonMapper READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Evaluation run;
    private final StringBuilder text = new StringBuilder();

    private JsonText(Evaluation run) {
        this.run = run;
    }

    static String write(Evaluation run, JsonNode value) {
        JsonText json = new JsonText(run);
        json.append(value);
        return json.text.toString();
    }

    static JsonNode read(Evaluation run, String text) {
        run.build(BYTES_PER_CHARACTER * text.length());
        try {
            return Access.orNull(READER.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new Raised("The text is no JSON");
        }
    }

    /** A number as jq writes it. */
    static String number(JsonNode number) {
        if (number.isFloatingPointNumber()) {
            double value = number.doubleValue();
            if (Double.isNaN(value)) {
                return "null";
            }
            if (Double.isInfinite(value)) {
                return Double.toString(Math.copySign(Double.MAX_VALUE, value));
            }
            boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e17;
            if (isWhole) {
                return Long.toString((long) value);
            }
            if (!number.isBigDecimal()) {
                return Double.toString(value).replace(".0E", "E");
            }
        }
        return number.asText();
    }

    private void append(JsonNode value) {
        switch (value.getNodeType()) {
            case STRING, BINARY, POJO -> appendText(value.asText());
            case NUMBER -> text.append(number(value));
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL, MISSING -> text.append("null");
            case ARRAY -> {
                run.enter();
                text.append('[');
                boolean isFirst = true;
                for (JsonNode element : value) {
                    if (!isFirst) {
                        text.append(',');
                    }
                    isFirst = false;
                    append(element);
                }
                text.append(']');
                run.leave();
            }
            case OBJECT -> {
                run.enter();
                text.append('{');
                boolean isFirst = true;
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    if (!isFirst) {
                        text.append(',');
                    }
                    isFirst = false;
                    appendText(field.getKey());
                    text.append(':');
                    append(field.getValue());
                }
                text.append('}');
                run.leave();
            }
        }
        // Brackets, commas, numbers; twice, as the builder grows by copying.
        run.build(40);
    }

    private void appendText(String value) {
        // A control character takes six.
        run.build(4L * value.length());
        int before = text.length();
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
        run.build(4L * Math.max(0, text.length() - before - value.length()));
    }
}
