package dev.trainyard.quiz.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a right answer is worth. */
public enum Scoring {
    /** Its question's points, whenever it comes in time. */
    @JsonProperty("correct_only")
    CORRECT_ONLY,
    /** Half of its question's points for being right, and up to the other half for being quick. */
    @JsonProperty("kahoot")
    KAHOOT,
    /** The share of its question's points that is left of the time. */
    @JsonProperty("classquiz")
    CLASSQUIZ;

    public static Scoring of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
