package dev.trainyard.training.oauth;

import java.time.Duration;

/** What came of asking a provider for tokens. Codes are ours or the provider's, never text that might hold a secret. */
sealed interface Answer {

    /** Tokens. */
    record Granted(Grant grant) implements Answer {}

    /** What was sent, a code or a refresh token, is not good or not good any more: only the user can help. */
    record Gone(String code) implements Answer {}

    /** The provider does not want us: the operator has to look. */
    record Refused(String code) implements Answer {}

    /** Too many calls; nobody may call for so long. */
    record Throttled(Duration retryAfter) implements Answer {}

    /**
     * No answer, or none that can be used. Whether the provider has done what it was asked is not known.
     *
     * @param retryAfter zero when it did not say
     */
    record Unavailable(String code, Duration retryAfter) implements Answer {}
}
