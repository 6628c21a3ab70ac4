package dev.trainyard.quiz.leaderboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first places of a leaderboard as they are sent.
 *
 * @param digest what tells it from another one, in a few bytes
 */
record Top(String json, String digest) {

    static Top of(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new Top(json, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256", absent);
        }
    }
}
