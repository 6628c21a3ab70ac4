package dev.trainyard.workout.day;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an entry of a day comes from. */
public enum Source {
    /** The user wrote it; there is one a day. */
    @JsonProperty("manual")
    MANUAL,

    /** It was sent to one of the user's connections. */
    @JsonProperty("webhook")
    WEBHOOK
}
