package dev.trainyard.quiz.leaderboard;

import dev.trainyard.http.digest.Sha256;

/**
 * The first places of a leaderboard as they are sent.
 *
 * @param digest what tells it from another one, in a few bytes
 */
record Top(String json, String digest) {

    static Top of(String json) {
        return new Top(json, Sha256.hex(json));
    }
}
