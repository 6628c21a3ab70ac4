package dev.trainyard.training.load;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Why a figure of a day is null. The codes are stable. Public since OpenAPI reads them by reflection. */
public enum NullReason {
    /** The day, or what the figure looks back on, is before the first activity. */
    NO_ACTIVITY_YET,
    /** The user has marked the day as one of which nothing is known. */
    GAP,
    /** An activity of the day has no load in this metric. */
    MISSING_INPUTS,
    /** Of none of the days that the figure is a mean of, or that the recursion has come by, the load is known. */
    NO_KNOWN_DAY,
    /** One of the seven days is not known. */
    INCOMPLETE_WEEK,
    /** The seven days are all the same: the standard deviation is 0. */
    NO_VARIATION,
    /** The ratio's denominator is 0. */
    CHRONIC_LOAD_ZERO;

    /** Its name on the wire. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static NullReason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
