package dev.trainyard.training.oauth;

import java.time.Instant;
import java.util.List;

/**
 * Tokens, as a provider has just given them.
 *
 * @param refreshToken null when the one before stays good, or there is none
 * @param expiresAt null when the provider does not say
 * @param scopes null when they are those that were asked for
 */
record Grant(String accessToken, String refreshToken, Instant expiresAt, List<String> scopes) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Grant until " + expiresAt;
    }
}
