package dev.trainyard.training.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a step was done. */
enum StepOutcome {
    @JsonProperty("completed")
    COMPLETED,

    @JsonProperty("skipped")
    SKIPPED;

    /** As in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StepOutcome ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
