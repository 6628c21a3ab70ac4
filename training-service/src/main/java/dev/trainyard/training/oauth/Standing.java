package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How it stands with a user's token, without its secrets.
 *
 * @param expiresAt null when nobody said
 * @param failure how the last refresh of this very token failed, null when it did not
 * @param providerCode what the provider called that, null as well
 * @param retryAt from when on it may be tried again, null for any time
 */
record Standing(
        UUID version,
        Instant expiresAt,
        Instant savedAt,
        boolean isRefreshable,
        boolean isLeased,
        Failure failure,
        String providerCode,
        Instant retryAt) {

    private static final Duration USABLE = Duration.ofMinutes(1);
    private static final Duration NEW = Duration.ofMinutes(1);

    /** Whether it is to be refreshed: so long before its end, or when half of its time has passed if that is later. */
    boolean isDue(Provider provider) {
        if (expiresAt == null) {
            return false;
        }
        Duration half = Duration.between(savedAt, expiresAt).dividedBy(2);
        Duration before = half.compareTo(provider.refreshBefore()) < 0 ? half : provider.refreshBefore();
        return !Instant.now().isBefore(expiresAt.minus(before));
    }

    /** Whether it was saved so lately that another one would be no better. */
    boolean isNew() {
        return Instant.now().isBefore(savedAt.plus(NEW));
    }

    /** Whether its access token can be used for a call that is made now. */
    boolean isUsable() {
        return expiresAt == null || Instant.now().plus(USABLE).isBefore(expiresAt);
    }

    /** Why it cannot be refreshed now, if so. */
    Optional<Problem> obstacle() {
        if (!isRefreshable) {
            return Optional.of(Problem.conflict(
                    "not-refreshable", "The provider gave no refresh token. Connect it again for another token."));
        }
        if (failure == Failure.REAUTHORIZATION_REQUIRED) {
            return Optional.of(Refusals.reauthorizationRequired());
        }
        if (failure != null && retryAt != null && retryAt.isAfter(Instant.now())) {
            return Optional.of(Refusals.of(failure, providerCode, Duration.between(Instant.now(), retryAt)));
        }
        return Optional.empty();
    }
}
