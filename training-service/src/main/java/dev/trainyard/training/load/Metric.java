package dev.trainyard.training.load;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A scale that loads are on. Values of two scales are never added. Public since OpenAPI reads the codes by reflection. */
public enum Metric {
    TRIMP,
    EDWARDS,
    LUCIA,
    SRPE,
    LOAD_MILES;

    private static final String CODES =
            Arrays.stream(values()).map(Metric::code).collect(Collectors.joining(", "));

    /** Its name on the wire and in the tables. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The {@code ?metric=} of a request.
     *
     * @throws Problem 400 when it is missing or unknown
     */
    static Metric ofQuery(String code) {
        return Arrays.stream(values())
                .filter(metric -> metric.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Violation.inQuery("metric", "must be one of " + CODES)));
    }
}
