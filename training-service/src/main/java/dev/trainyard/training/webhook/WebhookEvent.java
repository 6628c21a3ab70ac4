package dev.trainyard.training.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An event as Strava shapes them. Ids are numbers or text; fields that are not known are the provider's to add.
 *
 * @param objectType such as {@code activity} or {@code athlete}
 * @param aspectType such as {@code create}, {@code update} or {@code delete}
 * @param deauthorizes whether {@code updates.authorized} is false
 */
record WebhookEvent(
        String subscriptionId,
        String objectType,
        String objectId,
        String aspectType,
        String ownerId,
        Instant eventTime,
        boolean deauthorizes) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    /**
     * Reads one.
     *
     * @throws Problem 400 that names what is wrong with it
     */
    static WebhookEvent of(byte[] body) {
        JsonNode event = read(body);
        List<Violation> violations = new ArrayList<>();
        WebhookEvent read = new WebhookEvent(
                text(event, "subscription_id", ID, violations),
                text(event, "object_type", WORD, violations),
                text(event, "object_id", ID, violations),
                text(event, "aspect_type", WORD, violations),
                text(event, "owner_id", ID, violations),
                time(event, violations),
                "false".equals(event.path("updates").path("authorized").asText()));
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return read;
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode event = JSON.readTree(body);
            if (event.isObject()) {
                return event;
            }
        } catch (JsonProcessingException malformed) {
            throw Problem.badRequest("malformed-json", "The body is not JSON.");
        } catch (IOException broken) {
            throw Problem.badRequest("malformed-json", "The body is not UTF-8.");
        }
        throw Problem.invalid(Violation.inBody("", "must be an object"));
    }

    private static String text(JsonNode event, String name, Pattern form, List<Violation> violations) {
        JsonNode value = event.path(name);
        String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        if (form.matcher(text).matches()) {
            return text;
        }
        violations.add(Violation.inBody("/" + name, "must match " + form.pattern()));
        return null;
    }

    private static Instant time(JsonNode event, List<Violation> violations) {
        JsonNode seconds = event.path("event_time");
        if (seconds.isIntegralNumber()
                && seconds.canConvertToLong()
                && seconds.longValue() >= EARLIEST
                && seconds.longValue() < LATEST) {
            return Instant.ofEpochSecond(seconds.longValue());
        }
        violations.add(Violation.inBody("/event_time", "must be seconds since 1970, of this century"));
        return null;
    }
}
