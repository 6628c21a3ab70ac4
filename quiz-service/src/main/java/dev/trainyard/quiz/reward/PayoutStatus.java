package dev.trainyard.quiz.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a payout has come. */
enum PayoutStatus {
    /** Owed, and not handed over yet. */
    @JsonProperty("pending")
    PENDING,
    /** Handed over to the payout webhook, which has yet to say how it went. */
    @JsonProperty("sent")
    SENT,
    /** The winner has it. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The winner has not got it; it may be tried again. */
    @JsonProperty("failed")
    FAILED;

    static PayoutStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
