package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** When players see the leaderboard of a quiz. Its creator always does. */
public enum ShowsLeaderboard {
    /** From its opening on. */
    @JsonProperty("always")
    ALWAYS,
    /** When nothing is accepted any more. */
    @JsonProperty("after_closing")
    AFTER_CLOSING,
    @JsonProperty("never")
    NEVER;

    public static ShowsLeaderboard of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
