package dev.trainyard.workout.resolution;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a name stands for an exercise of the catalogue, or that it does not. */
public enum Reason {
    /** The user said so. */
    @JsonProperty("link")
    LINK("link"),
    /** The catalogue has an exercise of this name. */
    @JsonProperty("name")
    NAME("name"),
    /** It is another name of one in the catalogue. */
    @JsonProperty("alias")
    ALIAS("alias"),
    /** It stands for none of them, but some are called much the same. */
    @JsonProperty("similarity")
    SIMILARITY("similarity"),
    /** It stands for none of them. */
    @JsonProperty("none")
    NONE("none");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The reason that the database keeps; its {@code own} is none. */
    public static Reason ofCode(String code) {
        for (Reason reason : values()) {
            if (reason.code.equals(code)) {
                return reason;
            }
        }
        return NONE;
    }
}
