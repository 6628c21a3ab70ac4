package dev.trainyard.training.oauth;

import java.time.Instant;

/**
 * Where to send the user.
 *
 * @param authorizationUrl at the provider
 * @param expiresAt until when the user can come back
 */
record AuthorizationView(String authorizationUrl, Instant expiresAt) {

    /** Without the state, which the URL has. */
    @Override
    public String toString() {
        return "AuthorizationView until " + expiresAt;
    }
}
