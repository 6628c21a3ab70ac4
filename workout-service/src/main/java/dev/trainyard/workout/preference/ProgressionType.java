package dev.trainyard.workout.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the load of an exercise goes up from one workout to the next. */
public enum ProgressionType {
    /** By the same weight each time. */
    @JsonProperty("linear")
    LINEAR,

    /** By the same share each time. */
    @JsonProperty("percentage")
    PERCENTAGE,

    /** By how hard the last sets were. */
    @JsonProperty("adaptive")
    ADAPTIVE;

    /** As in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ProgressionType ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
