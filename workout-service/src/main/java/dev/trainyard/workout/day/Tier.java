package dev.trainyard.workout.day;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.Locale;
import java.util.Optional;

/** How good a score of 0 to 100 is: high from 67 on, medium from 34 on. The database derives it; this names it. */
public enum Tier {
    @JsonProperty("high")
    HIGH,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("low")
    LOW;

    /** As in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier that the database derived, null of no score. */
    public static Tier ofCode(String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }

    /**
     * The tier that {@code ?tier=} asks for, empty without one.
     *
     * @throws Problem 400 when it is none
     */
    public static Optional<Tier> inQuery(String text) {
        if (text == null) {
            return Optional.empty();
        }
        for (Tier tier : values()) {
            if (tier.code().equals(text)) {
                return Optional.of(tier);
            }
        }
        throw Problem.invalid(Violation.inQuery("tier", "must be one of high, low, medium"));
    }
}
