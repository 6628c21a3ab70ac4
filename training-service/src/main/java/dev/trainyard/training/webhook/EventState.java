package dev.trainyard.training.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** What became of an event. */
@RegisterForReflection // Its names are those of the annotations, of which the management port is told by nobody.
enum EventState {
    /** It waits, or has failed and is tried again. */
    @JsonProperty("queued")
    QUEUED,

    /** What it says is done. */
    @JsonProperty("processed")
    PROCESSED,

    /** It is about nobody or nothing here. */
    @JsonProperty("ignored")
    IGNORED,

    /** It has failed as often as it may, and waits for an admin. */
    @JsonProperty("dead")
    DEAD;

    /** As in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
