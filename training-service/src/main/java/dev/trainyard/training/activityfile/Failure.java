package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.recording.UnreadableFile;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An entry of a zip that was not taken in. */
@RegisterForReflection
record Failure(String entry, Reason problem) {

    /**
     * Why, like the problem that the entry would have been by itself.
     *
     * @param place in the entry: {@code byte 1234} or {@code line 12, column 3}; null when it is the entry as a whole
     */
    @JsonInclude
    record Reason(String type, String detail, String place) {}

    static Failure of(String entry, UnreadableFile refusal) {
        return new Failure(entry, new Reason("urn:problem:" + refusal.code(), refusal.detail(), refusal.place()));
    }
}
