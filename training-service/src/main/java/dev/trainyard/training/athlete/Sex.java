package dev.trainyard.training.athlete;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The sexes that formulas of training load have constants for. Public since OpenAPI reads the codes by reflection. */
public enum Sex {
    FEMALE,
    MALE;

    /** Its name on the wire and in the table. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Sex ofCode(String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
}
