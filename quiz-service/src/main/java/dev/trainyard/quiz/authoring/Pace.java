package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Who decides when the next question comes. */
public enum Pace {
    /** Each player, at their own speed. */
    @JsonProperty("self")
    SELF,
    /** The creator, who puts one question after the other to all. */
    @JsonProperty("host")
    HOST;

    public static Pace of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
