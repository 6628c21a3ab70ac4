package dev.trainyard.workout.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The day that a user's weeks begin with. */
public enum WeekStart {
    @JsonProperty("monday")
    MONDAY,
    @JsonProperty("sunday")
    SUNDAY,
    @JsonProperty("saturday")
    SATURDAY;

    /** As in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WeekStart ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
