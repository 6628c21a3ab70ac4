package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** A readiness in a word. */
enum Label {
    @JsonProperty("excellent")
    EXCELLENT("0.8"),
    @JsonProperty("good")
    GOOD("0.6"),
    @JsonProperty("moderate")
    MODERATE("0.4"),
    @JsonProperty("poor")
    POOR("0");

    private final BigDecimal from;

    Label(String from) {
        this.from = new BigDecimal(from);
    }

    static Label of(BigDecimal readiness) {
        for (Label label : values()) {
            if (readiness.compareTo(label.from) >= 0) {
                return label;
            }
        }
        return POOR;
    }
}
