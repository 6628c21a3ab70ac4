package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * An activity of an upload that is there already.
 *
 * @param entry its place in a zip; null of a file that was sent by itself
 * @param existingId of the one that is there; null when it is in the same upload
 * @param existingEntry where the one is that is in the same upload; null when it was there before
 */
@JsonInclude
@RegisterForReflection
record Duplicate(String entry, Instant startedAt, Rule rule, UUID existingId, String existingEntry) {

    /** How it was known. Public since OpenAPI reads the codes by reflection. */
    public enum Rule {
        /** Both have the same external id. */
        EXTERNAL_ID("external-id"),
        /** Both began and lasted about the same. */
        CONTENT("content");

        private final String code;

        Rule(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }
    }
}
