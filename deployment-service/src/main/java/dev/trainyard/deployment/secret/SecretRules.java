package dev.trainyard.deployment.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.nio.charset.StandardCharsets;

/** What a secret may be called and be. What is wrong is told without what was sent. */
final class SecretRules {

    static final int MOST_BYTES = 16 * 1024;

    /** Each text of a secret is looked for in all that its calls bring. */
    static final int MOST_TEXTS = 20;

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]{0,62}";

    private SecretRules() {}

    static String named(String name) {
        if (!name.matches(NAME)) {
            throw Problem.invalid(new Violation(
                    "path", "name", "must begin with a letter or _, and have letters, digits, _ and -, at most 63"));
        }
        return name;
    }

    /**
     * A value as it is kept.
     *
     * @throws Problem 400 when it cannot be
     */
    static String written(JsonNode value) {
        if (!(value.isTextual() && !value.textValue().isEmpty()) && !(value.isObject() && !value.isEmpty())) {
            throw refused("must be a text or an object, and not empty");
        }
        if (values(value) > MOST_TEXTS) {
            throw refused("must not have more than " + MOST_TEXTS + " values");
        }
        String written = value.toString();
        if (!isStorable(value)) {
            throw refused("must not contain NUL or broken characters");
        }
        if (written.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw refused("must not be larger than " + MOST_BYTES + " bytes as compact JSON");
        }
        return written;
    }

    private static Problem refused(String detail) {
        return Problem.invalid(Violation.inBody("/value", detail));
    }

    private static int values(JsonNode value) {
        if (!value.isContainerNode()) {
            return 1;
        }
        int values = 0;
        for (JsonNode each : value) {
            values += values(each);
        }
        return values;
    }

    private static boolean isStorable(JsonNode value) {
        if (value.isTextual()) {
            return isStorable(value.textValue());
        }
        return value.properties().stream().allMatch(field -> isStorable(field.getKey()))
                && value.valueStream().allMatch(SecretRules::isStorable);
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
