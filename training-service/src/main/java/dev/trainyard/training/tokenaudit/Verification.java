package dev.trainyard.training.tokenaudit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a look at a user's whole chain showed.
 *
 * @param checked how many entries were looked at, until the first that was wrong
 * @param firstSequence of the oldest entry that is kept; null when there is none
 * @param anchor the last entry that was dropped for its age; null when none was
 * @param brokenAt the sequence of the first entry that is not as it was written; null when all are
 * @param reason why not; null when valid
 */
record Verification(boolean valid, long checked, Long firstSequence, Anchor anchor, Long brokenAt, Reason reason) {

    /**
     * Where the chain goes on from.
     *
     * @param hash hexadecimal
     */
    record Anchor(long sequence, String hash) {}

    /** What is wrong with a chain. */
    public enum Reason {
        /** The entry is another than was written, or comes after another. */
        CHANGED,
        /** The entry is not there, and later ones are, or the chain's end knows of it. */
        MISSING,
        /** The entry is there, and the chain's end does not know of it. */
        BEYOND_THE_END;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
