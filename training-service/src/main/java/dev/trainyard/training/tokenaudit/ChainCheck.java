package dev.trainyard.training.tokenaudit;

import dev.trainyard.training.tokenaudit.Verification.Anchor;
import dev.trainyard.training.tokenaudit.Verification.Reason;

/** Follows a chain entry by entry, and remembers no more of it than its end. */
final class ChainCheck {

    private final Anchor anchor;
    private long sequence;
    private String hash;
    private long checked;
    private Long first;
    private Long brokenAt;
    private Reason reason;

    /** Begins after {@code anchor}, or at the beginning when it is null. */
    ChainCheck(Anchor anchor) {
        this.anchor = anchor;
        this.sequence = anchor == null ? 0 : anchor.sequence();
        this.hash = anchor == null ? AuditChain.GENESIS : anchor.hash();
    }

    /** Looks at the next entry; whether to go on. */
    boolean follow(AuditedOperation entry) {
        if (first == null) {
            first = entry.sequence();
        }
        checked++;
        if (entry.sequence() > sequence + 1) {
            return broken(sequence + 1, Reason.MISSING);
        }
        if (entry.sequence() <= sequence || !AuditChain.hash(hash, entry).equals(entry.hash())) {
            return broken(entry.sequence(), Reason.CHANGED);
        }
        sequence = entry.sequence();
        hash = entry.hash();
        return true;
    }

    /**
     * What it comes to, when there are no more entries.
     *
     * @param headSequence where the chain ends for who writes the next entry, 0 when there is no such place
     */
    Verification end(long headSequence, String headHash) {
        if (reason == null && headSequence > sequence) {
            broken(sequence + 1, Reason.MISSING);
        } else if (reason == null && headSequence < sequence) {
            broken(headSequence + 1, Reason.BEYOND_THE_END);
        } else if (reason == null && sequence > 0 && !headHash.equals(hash)) {
            broken(sequence, Reason.CHANGED);
        }
        return new Verification(reason == null, checked, first, anchor, brokenAt, reason);
    }

    private boolean broken(long at, Reason why) {
        brokenAt = at;
        reason = why;
        return false;
    }
}
