package dev.trainyard.quiz.reward;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account of the caller's books. All of a currency together are nothing.
 *
 * @param holder the winner; null for the other kinds
 */
record AccountView(
        String currency,

        @Schema(
                description =
                        "creator: what the pots took, below 0; fee: what was kept of them; winner: what somebody is "
                                + "owed; paid: what has been paid",
                enumeration = {"creator", "fee", "winner", "paid"})
        String kind,

        @Schema(nullable = true) String holder,
        long balanceMinor) {}
