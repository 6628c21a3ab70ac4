package dev.trainyard.workout.set;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the weight of a set stands for. */
public enum Load {
    /** The weight is all that is moved. */
    @JsonProperty("external")
    EXTERNAL("external"),

    /** The weight is added to the body's own, as of pull-ups with a belt. */
    @JsonProperty("bodyweight")
    BODYWEIGHT("bodyweight"),

    /** The weight helps against the body's own, as of a dip machine. */
    @JsonProperty("assisted")
    ASSISTED("assisted");

    private final String code;

    Load(String code) {
        this.code = code;
    }

    /** As in JSON and in the database. */
    public String code() {
        return code;
    }

    public static Load ofCode(String code) {
        for (Load load : values()) {
            if (load.code.equals(code)) {
                return load;
            }
        }
        throw new IllegalArgumentException("The database holds a set of load " + code);
    }
}
