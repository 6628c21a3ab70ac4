package dev.trainyard.quiz.reward;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a payout has come. */
enum PayoutStatus {
    /** Owed, and not handed over yet. */
    PENDING,
    /** Handed over to the payout webhook, which has yet to say how it went. */
    SENT,
    /** The winner has it. */
    CONFIRMED,
    /** The winner has not got it; it may be tried again. */
    FAILED;

    static PayoutStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is written and stored. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
