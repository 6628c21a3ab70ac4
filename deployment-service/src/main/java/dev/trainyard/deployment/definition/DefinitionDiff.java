package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How one definition differs from another in what it says: white space, the order of members and the numbers of tasks in their
 * lists do not count, a task is followed by its name.
 *
 * @param changes in the order of the newer definition, what was removed last; at most {@value #MAX_CHANGES}
 * @param isCut whether there are more
 */
public record DefinitionDiff(List<Change> changes, boolean isCut) {

    /** More would not be read. */
    public static final int MAX_CHANGES = 200;

    /** What became of it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        MOVED
    }

    /** What it is. */
    public enum Subject {
        TASK,
        CASE,
        MEMBER
    }

    /**
     * One change.
     *
     * @param of what was added, removed, changed or moved: a task as a whole, a case of a switch, or a member of anything
     * @param task the name of the task, or of the one that the case or member is of; null when it is of none
     * @param from where it was in the older definition (RFC 6901); null when it was not
     * @param to where it is in the newer one; null when it is not
     * @param before what it was; null when it was not, and for what was moved. What is longer than 2 KB as JSON is
     *     {@code {"cut": true, "bytes": …, "head": "…"}}
     * @param after what it is; null when it is not, and for what was moved
     */
    public record Change(Kind kind, Subject of, String task, String from, String to, JsonNode before, JsonNode after) {}

    /** How {@code after} differs from {@code before}. */
    public static DefinitionDiff between(JsonNode before, JsonNode after) {
        return new DefinitionComparison().compare(before, after);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
