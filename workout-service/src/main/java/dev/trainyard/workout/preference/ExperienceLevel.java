package dev.trainyard.workout.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How long a user has been training, which is how much progress can be expected. */
public enum ExperienceLevel {
    @JsonProperty("beginner")
    BEGINNER,
    @JsonProperty("intermediate")
    INTERMEDIATE,
    @JsonProperty("advanced")
    ADVANCED;

    /** As in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExperienceLevel ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
