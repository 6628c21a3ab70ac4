package dev.trainyard.quiz.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How players of the same points are ranked. */
public enum Ties {
    /** They share the rank, and the next one counts all of them: 1, 2, 2, 4. */
    @JsonProperty("shared")
    SHARED,
    /** They share the rank, and the next one follows: 1, 2, 2, 3. */
    @JsonProperty("dense")
    DENSE,
    /** Who gave their last answer first is ahead. */
    @JsonProperty("first_to_finish")
    FIRST_TO_FINISH,
    /** Who gave their first right answer first is ahead. */
    @JsonProperty("earliest_correct")
    EARLIEST_CORRECT;

    public static Ties of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
