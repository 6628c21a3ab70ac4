package dev.trainyard.training.activityload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ways in which the load of an activity is measured, in the order in which they are shown. */
public enum LoadMetric {
    /** Training impulse, by the average heart rate. */
    TRIMP,
    /** By the time in each tenth of the maximum heart rate. */
    EDWARDS,
    /** By the time below, between and above the ventilatory thresholds. */
    LUCIA,
    /** By the rated effort of the whole session. */
    SRPE,
    /** As miles run on the flat. */
    LOAD_MILES;

    /** Its name on the wire and in the table. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LoadMetric ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
