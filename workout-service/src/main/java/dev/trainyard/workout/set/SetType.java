package dev.trainyard.workout.set;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a set was for. A warm-up never counts towards a record or the volume. */
public enum SetType {
    @JsonProperty("working")
    WORKING("working"),
    @JsonProperty("warmup")
    WARMUP("warmup"),
    @JsonProperty("drop")
    DROP("drop"),
    @JsonProperty("failure")
    FAILURE("failure"),

    /** As many repetitions as possible. */
    @JsonProperty("amrap")
    AMRAP("amrap");

    private final String code;

    SetType(String code) {
        this.code = code;
    }

    /** As in JSON and in the database. */
    public String code() {
        return code;
    }

    public static SetType ofCode(String code) {
        for (SetType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("The database holds a set of type " + code);
    }
}
