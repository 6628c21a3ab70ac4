package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became of an event. */
enum EventState {
    /** It is being taken; seen by nobody, since it is taken in the transaction that writes it down. */
    @JsonProperty("received")
    RECEIVED,

    /** What it says is stored. */
    @JsonProperty("processed")
    PROCESSED,

    /** It cannot be read as what it claims to be. */
    @JsonProperty("failed")
    FAILED,

    /** It is of a kind that is not taken, or says nothing new. */
    @JsonProperty("ignored")
    IGNORED;

    /** As in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
