package dev.trainyard.training.activity;

import dev.trainyard.http.problem.Problem;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;

/** The versions that a change may be based on: an {@code If-Match} header (RFC 9110, 13.1.1), null when there is none. */
record IfMatch(String header) {

    /** The {@code ETag} of a version. */
    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * Lets a change of {@code version} pass, or says why not.
     *
     * @throws Problem 428 without a header, 412 when it names other versions only
     */
    void require(long version) {
        if (header == null) {
            throw Problem.preconditionRequired("Send the ETag that you last read in If-Match.");
        }
        String current = "\"" + version + "\"";
        boolean named = Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(current));
        if (!named) {
            throw stale();
        }
    }

    static Problem stale() {
        return Problem.preconditionFailed("It changed since you read it.");
    }
}
