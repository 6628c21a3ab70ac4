package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** What a planner makes of a readiness: red below 0.33, yellow below 0.66. */
enum Zone {
    @JsonProperty("red")
    RED,
    @JsonProperty("yellow")
    YELLOW,
    @JsonProperty("green")
    GREEN;

    private static final BigDecimal YELLOW_FROM = new BigDecimal("0.33");
    private static final BigDecimal GREEN_FROM = new BigDecimal("0.66");

    static Zone of(BigDecimal readiness) {
        if (readiness.compareTo(YELLOW_FROM) < 0) {
            return RED;
        }
        return readiness.compareTo(GREEN_FROM) < 0 ? YELLOW : GREEN;
    }
}
