package dev.trainyard.deployment.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.kit.outward.Answer;
import dev.trainyard.kit.outward.Outgoing;
import dev.trainyard.kit.outward.OutwardConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Makes data of answers: what a database can keep, without secrets. */
@ApplicationScoped
class Answers {

    private static final Pattern CHARSET =
            Pattern.compile(".*;\\s*charset=\"?([A-Za-z0-9._-]+)\"?.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON = Pattern.compile("application/(?:[^;]+\\+)?json\\s*(?:;.*)?");
    private static final Pattern TEXT = Pattern.compile(
            "(?:text/.*|application/(?:[^;]+\\+)?(?:xml|yaml|x-yaml|javascript)|application/x-www-form-urlencoded)"
                    + "\\s*(?:;.*)?");

    private static final int MOST_DEPTH = 100;
    // A value of two bytes, such as "1,", becomes an object of thirty and more.
    private static final int MOST_TOKENS = 200_000;
    // Numbers are kept written out: a list of 1e300 would grow fifty-fold.
    private static final int MOST_DIGITS = 30;
    private static final int MOST_OF_AN_ERROR = 200;

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final int mostBytes;

    Answers(OutwardConfig config) {
        this.mostBytes = config.maxResponseBytes();
    }

    /**
     * What of an answer is the task's.
     *
     * @throws CallFailure when the answer is an error, or broken
     */
    JsonNode output(Task.CallHttp task, Outgoing request, Answer answer, Masks masks) {
        byte[] body = decompressed(request.target().origin(), answer);
        if (!answer.isSuccess() && !(task.redirect() && answer.isRedirection())) {
            throw refused(request, answer, body, masks);
        }
        return switch (task.output()) {
            case RAW -> raw(masks.bytes(body));
            case CONTENT -> content(request, answer, body, masks);
            case RESPONSE -> response(request, answer, body, masks);
        };
    }

    private static CallFailure refused(Outgoing request, Answer answer, byte[] body, Masks masks) {
        String origin = request.target().origin();
        // Masked before it is cut, so that no half of a secret is left.
        String said = isText(answer) ? masks.text(storable(text(answer, body))).strip() : "";
        int shown = Math.min(MOST_OF_AN_ERROR, said.codePointCount(0, said.length()));
        return CallFailure.communication(
                answer.status(),
                origin + " answered " + answer.status()
                        + (shown == 0 ? "." : ": " + said.substring(0, said.offsetByCodePoints(0, shown))));
    }

    private byte[] decompressed(String origin, Answer answer) {
        String encoding = answer.header("Content-Encoding");
        if (encoding == null
                || encoding.isBlank()
                || encoding.equalsIgnoreCase("identity")
                || answer.body().length == 0) {
            return answer.body();
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw CallFailure.communication(502, origin + " answered in an encoding that it was not asked for.");
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            byte[] bytes = stream.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw CallFailure.communication(502, origin + " answered with more than " + mostBytes + " bytes.");
            }
            return bytes;
        } catch (IOException broken) {
            throw CallFailure.communication(502, origin + " answered with broken gzip.");
        }
    }

    private static JsonNode raw(byte[] body) {
        return body.length == 0
                ? NullNode.instance
                : TextNode.valueOf(Base64.getEncoder().encodeToString(body));
    }

    private JsonNode content(Outgoing request, Answer answer, byte[] body, Masks masks) {
        if (body.length == 0) {
            return NullNode.instance;
        }
        String type = type(answer);
        if (JSON.matcher(type).matches()) {
            try {
                return masks.json(storable(mapper.readTree(body)));
            } catch (StreamConstraintsException tooMuch) {
                throw CallFailure.communication(
                        502,
                        request.target().origin() + " answered with JSON deeper than " + MOST_DEPTH
                                + " or of more than " + MOST_TOKENS + " tokens.");
            } catch (IOException broken) {
                throw CallFailure.communication(502, request.target().origin() + " answered with broken JSON.");
            }
        }
        return isText(answer) ? TextNode.valueOf(masks.text(storable(text(answer, body)))) : raw(masks.bytes(body));
    }

    private JsonNode response(Outgoing request, Answer answer, byte[] body, Masks masks) {
        ObjectNode sent = JsonNodeFactory.instance
                .objectNode()
                .put("method", request.method())
                .put("uri", masks.text(request.target().url()));
        sent.set("headers", headers(request.headers(), masks));
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("statusCode", answer.status());
        response.set("request", sent);
        response.set("headers", headers(answer.headers(), masks));
        response.set("content", content(request, answer, body, masks));
        return response;
    }

    private static ObjectNode headers(Map<String, String> headers, Masks masks) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) ->
                object.put(masks.text(storable(name.toLowerCase(Locale.ROOT))), masks.text(storable(value))));
        return object;
    }

    private static String type(Answer answer) {
        String type = answer.header("Content-Type");
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isText(Answer answer) {
        String type = type(answer);
        return TEXT.matcher(type).matches() || JSON.matcher(type).matches();
    }

    private static String text(Answer answer, byte[] body) {
        Matcher charset = CHARSET.matcher(type(answer));
        return new String(body, charset.matches() ? known(charset.group(1)) : StandardCharsets.UTF_8);
    }

    private static Charset known(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static JsonNode storable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode storable = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> storable.set(storable(field.getKey()), storable(field.getValue())));
            return storable;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode storable = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> storable.add(storable(element)));
            return storable;
        }
        if (node.isTextual()) {
            return TextNode.valueOf(storable(node.textValue()));
        }
        return node.isNumber() ? storable(node.decimalValue(), node) : node;
    }

    /** A number that is long when written out is text, just as it came; others are as everywhere else. */
    private static JsonNode storable(BigDecimal number, JsonNode node) {
        boolean isShort = (long) number.precision() - number.scale() <= MOST_DIGITS && number.scale() <= MOST_DIGITS;
        if (!isShort) {
            return TextNode.valueOf(number.toString());
        }
        return node.isBigDecimal() ? DoubleNode.valueOf(number.doubleValue()) : node;
    }

    /** Without NUL and halves of surrogate pairs, which PostgreSQL does not take. */
    private static String storable(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        int[] codePoints = text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xfffd : c)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
