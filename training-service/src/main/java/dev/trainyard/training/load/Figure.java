package dev.trainyard.training.load;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is said of a day, by the name that it has on the wire. Public since OpenAPI reads the names by reflection. */
public enum Figure {
    LOAD("load"),
    ACUTE("acute"),
    CHRONIC("chronic"),
    ACWR_COUPLED("acwrCoupled"),
    ACWR_UNCOUPLED("acwrUncoupled"),
    ACWR_EWMA("acwrEwma"),
    MONOTONY("monotony"),
    STRAIN("strain"),
    CTL("ctl"),
    ATL("atl"),
    TSB("tsb"),
    ZONE("zone");

    private final String code;

    Figure(String code) {
        this.code = code;
    }

    /** Its name on the wire. */
    @JsonValue
    public String code() {
        return code;
    }
}
