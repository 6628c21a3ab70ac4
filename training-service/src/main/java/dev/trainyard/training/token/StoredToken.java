package dev.trainyard.training.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A token that was kept, with its secrets.
 *
 * @param version of what was read; another one after each change
 * @param refreshToken null when there is none
 * @param expiresAt of the access token; null when nobody said
 */
public record StoredToken(
        TokenReference of,
        UUID version,
        String accessToken,
        String refreshToken,
        Instant expiresAt,
        List<String> scopes,
        Instant savedAt) {

    /** Without its secrets. */
    @Override
    public String toString() {
        return "StoredToken[of=" + of + ", version=" + version + ", expiresAt=" + expiresAt + "]";
    }
}
