package dev.trainyard.training.token;

import java.time.Instant;
import java.util.List;

/**
 * A token as the database may see it: its values encrypted.
 *
 * @param refreshToken null when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares ciphertexts.
record SealedToken(
        TokenReference of,
        String keyId,
        byte[] accessToken,
        byte[] refreshToken,
        Instant expiresAt,
        List<String> scopes) {}
