package dev.trainyard.deployment.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of times that passed while nobody looked, as after an outage. */
public enum CatchUp {
    /** They are let be. */
    NONE,
    /** The last of them is made up for. */
    LAST,
    /** Each of them is, in order, up to the last hundred. */
    ALL;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CatchUp of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
