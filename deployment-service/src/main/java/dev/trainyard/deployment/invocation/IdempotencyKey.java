package dev.trainyard.deployment.invocation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names a run before it is there, so that it is not begun twice. It is one deployment's, for 24 hours.
 *
 * @param text 1 to 255 visible ASCII characters
 * @param policy what becomes of a further request with the same key
 */
public record IdempotencyKey(String text, Policy policy) {

    static final int MAX_LENGTH = 255;

    /** What becomes of a further request with the same key. */
    public enum Policy {
        /** It is refused. */
        REJECT,
        /** It gets the run of the first, and must be the same request. */
        RETURN_EXISTING,
        /** The run of the first is cancelled if it goes on, and another one begins. */
        REPLACE;

        /** As it is said in the header: in kebab case. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Policy> of(String code) {
            return Stream.of(values())
                    .filter(policy -> policy.code().equals(code))
                    .findFirst();
        }
    }
}
