package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.invocation.IdempotencyKey.Policy;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.idempotency.IdempotentWrites;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads how something is to be invoked, from query and headers. */
@ApplicationScoped
class InvocationHeaders {

    private static final String POLICY = "Idempotency-Policy";
    private static final Pattern USABLE_KEY = Pattern.compile("[\\x21-\\x7e]{1," + IdempotencyKey.MAX_LENGTH + "}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");

    private final InvocationConfig config;

    InvocationHeaders(InvocationConfig config) {
        this.config = config;
    }

    /** A number from 1; null if unsaid. */
    Integer version(String said) {
        if (said == null) {
            return null;
        }
        if (!NUMBER.matcher(said).matches()) {
            throw Problem.invalid(Violation.inQuery("version", "must be the number of a version"));
        }
        return Integer.valueOf(said);
    }

    /** How long the caller waits: {@code wait}, else not at all if so preferred, else null. */
    Duration patience(String wait, String prefer) {
        if (wait != null) {
            return wait(wait);
        }
        return prefersNotToWait(prefer) ? Duration.ZERO : null;
    }

    /** A duration in ISO 8601, from nothing to what is allowed. */
    Duration wait(String said) {
        try {
            Duration wait = Duration.parse(said);
            if (!wait.isNegative() && wait.compareTo(config.maxPatience()) <= 0) {
                return wait;
            }
        } catch (DateTimeParseException malformed) {
            // Refused with the others.
        }
        throw Problem.invalid(Violation.inQuery(
                "wait", "must be a duration from PT0S to " + config.maxPatience() + ", such as PT5S"));
    }

    /** A key and what it is to do; null if unsaid. */
    IdempotencyKey key(String key, String policy) {
        Policy chosen = policy == null
                ? Policy.RETURN_EXISTING
                : Policy.of(policy)
                        .orElseThrow(() -> Problem.invalid(
                                Violation.inHeader(POLICY, "must be reject, return-existing or replace")));
        if (key == null) {
            if (policy != null) {
                throw Problem.invalid(Violation.inHeader(POLICY, "says nothing without an Idempotency-Key"));
            }
            return null;
        }
        if (!USABLE_KEY.matcher(key).matches()) {
            throw Problem.invalid(
                    Violation.inHeader(IdempotentWrites.KEY, "must be 1 to 255 visible ASCII characters"));
        }
        return new IdempotencyKey(key, chosen);
    }

    /** RFC 7240; what else somebody prefers is ignored, as it says. */
    private static boolean prefersNotToWait(String prefer) {
        return prefer != null
                && Arrays.stream(SEPARATOR.split(prefer.strip())).anyMatch("respond-async"::equalsIgnoreCase);
    }
}
