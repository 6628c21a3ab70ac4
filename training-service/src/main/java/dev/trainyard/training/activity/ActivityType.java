package dev.trainyard.training.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of exercise an activity was. Public since OpenAPI reads the codes by reflection. */
public enum ActivityType {
    RUN,
    RIDE,
    SWIM,
    ROW,
    SKI,
    WALK,
    HIKE,
    STRENGTH,
    OTHER;

    /** Its name on the wire and in the table. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ActivityType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
