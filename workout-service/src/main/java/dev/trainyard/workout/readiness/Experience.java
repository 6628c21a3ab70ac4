package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** How long somebody has trained, as far as it bounds how much more is wise. */
enum Experience {
    @JsonProperty("beginner")
    BEGINNER("1.05"),
    @JsonProperty("intermediate")
    INTERMEDIATE("1.1"),
    @JsonProperty("advanced")
    ADVANCED("1.1");

    private final BigDecimal greatestOverload;

    Experience(String greatestOverload) {
        this.greatestOverload = new BigDecimal(greatestOverload);
    }

    BigDecimal greatestOverload() {
        return greatestOverload;
    }
}
