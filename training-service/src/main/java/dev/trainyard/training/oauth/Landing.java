package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import java.util.Locale;

/**
 * What came of a refresh.
 *
 * @param problem what whoever waits is told, null when the token is another one now
 */
record Landing(Outcome outcome, Problem problem) {

    /** By which refreshes are counted. */
    enum Outcome {
        /** There is a new token. */
        REFRESHED,
        /** Somebody else had changed or removed the token, and that stays. */
        SUPERSEDED,
        /** The provider was not asked: no calls are left for now. */
        PROVIDER_BUSY,
        /** The provider was asked, and wants fewer calls. */
        THROTTLED,
        PROVIDER_UNAVAILABLE,
        PROVIDER_REFUSED,
        REAUTHORIZATION_REQUIRED,
        TOKEN_UNREADABLE,
        /** A fault of ours. */
        FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether others need not try now either. */
        boolean isOfTheProvider() {
            return this == PROVIDER_BUSY || this == THROTTLED;
        }
    }

    static Landing changed(Outcome outcome) {
        return new Landing(outcome, null);
    }
}
