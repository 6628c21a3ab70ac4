package dev.trainyard.training.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an activity took place. Public since OpenAPI reads the codes by reflection. */
public enum Environment {
    /** On a treadmill, a roller, an ergometer, in a hall or a pool. */
    INDOOR,
    OUTDOOR,
    /** In or on a lake, a river, the sea. */
    OPEN_WATER;

    /** Its name on the wire and in the table. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Environment ofCode(String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
}
