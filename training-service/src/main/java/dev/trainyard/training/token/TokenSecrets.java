package dev.trainyard.training.token;

import java.time.Instant;
import java.util.List;

/** A token with its secrets, for who may use it. */
record TokenSecrets(
        String provider,
        String accessToken,
        String refreshToken,
        TokenView.State state,
        Instant expiresAt,
        List<String> scopes,
        Instant savedAt) {

    static TokenSecrets of(StoredToken token) {
        return new TokenSecrets(
                token.of().provider(),
                token.accessToken(),
                token.refreshToken(),
                TokenView.State.of(token.expiresAt()),
                token.expiresAt(),
                token.scopes(),
                token.savedAt());
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "TokenSecrets[provider=" + provider + ", state=" + state + "]";
    }
}
