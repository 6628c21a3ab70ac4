package dev.trainyard.kit.version;

import dev.trainyard.http.problem.Problem;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;

/**
 * The versions of a thing that a request means to change: its {@code If-Match} header (RFC 9110, 13.1.1). A thing's
 * version is a number that every change of it raises.
 *
 * @param header null when the request has none
 */
public record IfMatch(String header) {

    /** The {@code ETag} of a version. */
    public static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** What a change gets that came too late: somebody else's was faster. */
    public static Problem stale() {
        return Problem.preconditionFailed("It changed since you read it.");
    }

    public boolean isGiven() {
        return header != null;
    }

    /**
     * For a change that must know what it changes.
     *
     * @throws Problem 428 when there is no header, 412 when it does not name {@code version}
     */
    public void require(long version) {
        if (!isGiven()) {
            throw Problem.preconditionRequired("Send the ETag that you last read in If-Match.");
        }
        check(version);
    }

    /**
     * For a change that makes sense whatever is there.
     *
     * @throws Problem 412 when there is a header that does not name {@code version}
     */
    public void check(long version) {
        if (isGiven() && !names(version)) {
            throw stale();
        }
    }

    private boolean names(long version) {
        String current = "\"" + version + "\"";
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(current));
    }
}
