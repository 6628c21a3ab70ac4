package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import java.time.Duration;

/** What callers are told of providers that give no tokens. */
final class Refusals {

    private Refusals() {}

    static Problem of(Failure failure, String providerCode, Duration retryAfter) {
        return switch (failure) {
            case PROVIDER_UNAVAILABLE -> unavailable(providerCode, retryAfter);
            case PROVIDER_REFUSED -> refused(providerCode);
            case REAUTHORIZATION_REQUIRED -> reauthorizationRequired();
            case TOKEN_UNREADABLE ->
                Problem.conflict(
                        "token-unreadable", "The token cannot be decrypted any more. Connect the provider again.");
        };
    }

    /** 503: no answer, or none that can be used. */
    static Problem unavailable(String providerCode, Duration retryAfter) {
        return Problem.unavailable(
                "provider-unavailable",
                "The provider gave no answer that can be used (" + providerCode + ").",
                seconds(retryAfter));
    }

    /** 502: the operator has to look. */
    static Problem refused(String providerCode) {
        return Problem.of(502, "provider-refused", "The provider does not take our request (" + providerCode + ").");
    }

    /** 503: no calls are left to anybody for now. */
    static Problem busy(Duration retryAfter) {
        return Problem.unavailable(
                "provider-busy",
                "All calls of this provider that there are for now have been made.",
                seconds(retryAfter));
    }

    /** 409: only the user can help. */
    static Problem reauthorizationRequired() {
        return Problem.conflict(
                "reauthorization-required", "The provider does not take the refresh token any more. Connect it again.");
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toSeconds() + 1));
    }
}
