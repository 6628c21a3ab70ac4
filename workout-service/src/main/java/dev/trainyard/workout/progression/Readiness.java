package dev.trainyard.workout.progression;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How ready a user is to train, as its label says, and what that makes of a load: {@code readiness-factor@1} is 1 + 0.3 (ρ −
 * 0.5) for a readiness ρ in the middle of the label's range, of 0.9 to 1.1.
 */
public enum Readiness {
    @JsonProperty("excellent")
    EXCELLENT("1.1"),
    @JsonProperty("good")
    GOOD("1.06"),
    @JsonProperty("moderate")
    MODERATE("1"),
    @JsonProperty("poor")
    POOR("0.91");

    static final String FORMULA = "readiness-factor@1";

    private final BigDecimal factor;

    Readiness(String factor) {
        this.factor = new BigDecimal(factor);
    }

    BigDecimal factor() {
        return factor;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a query parameter {@code readiness} says, empty without one.
     *
     * @throws Problem 400 when it is none of the labels
     */
    static Optional<Readiness> ofQuery(String label) {
        if (label == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(value -> value.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(Violation.inQuery("readiness", "must be excellent, good, moderate or poor"))));
    }
}
