package dev.trainyard.training.oauth;

import java.time.Instant;
import java.util.List;

/**
 * Tokens, as a provider has just given them.
 *
 * @param refreshToken null when the one before stays good, or there is none
 * @param expiresAt null when the provider does not say
 * @param account who the user is at the provider, null when it did not say
 * @param scopes null when they are those that were asked for
 */
record Grant(String accessToken, String refreshToken, Instant expiresAt, List<String> scopes, String account) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Grant until " + expiresAt;
    }
}
