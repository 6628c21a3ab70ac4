package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the creator of a quiz promises. The bounds mirror the check constraints of table reward. */
@Schema(examples = """
        {"schedule": "top3", "potMinor": 100000, "currency": "EUR", "feeBps": 200}
        """)
record RewardDraft(
        @NotNull Schedule schedule,

        @Schema(description = "Of a custom schedule: of the first, second, … place, in basis points, 10000 together")
        @Size(min = 1, max = 100)
        List<@NotNull @Min(1) @Max(WHOLE) Integer> shares,

        @Schema(description = "How many right answers it takes to win; all for a shared pot, else 1, when unsaid")
        @Min(1)
        @Max(500)
        Integer minCorrect,

        @Schema(description = "In whole minor units of the currency, such as cents")
        @NotNull
        @Min(1)
        @Max(1_000_000_000_000_000L)
        Long potMinor,

        @Schema(description = "ISO 4217, or the symbol of a token") @NotNull @Pattern(regexp = "[A-Z][A-Z0-9]{2,9}")
        String currency,

        @Schema(defaultValue = "200", description = "What is kept of the pot, in basis points") @Min(0) @Max(5_000)
        Integer feeBps,

        @Schema(description = "The message channel that hands payouts over; the creator asks for them when unsaid")
        UUID channelId) {

    static final int WHOLE = 10_000;

    private static final int DEFAULT_FEE_BPS = 200;

    RewardDraft {
        feeBps = feeBps == null ? DEFAULT_FEE_BPS : feeBps;
    }

    /** What is fine by itself, but not together with the rest. */
    List<Violation> contradictions() {
        List<Violation> found = new ArrayList<>();
        if (schedule != Schedule.CUSTOM) {
            if (shares != null) {
                found.add(Violation.inBody("/shares", "only a custom schedule has shares of its own"));
            }
        } else if (shares == null) {
            found.add(Violation.inBody("/shares", "must be there for a custom schedule"));
        } else {
            if (shares.stream().mapToInt(Integer::intValue).sum() != WHOLE) {
                found.add(Violation.inBody("/shares", "must add up to " + WHOLE));
            }
            for (int i = 1; i < shares.size(); i++) {
                // Else it would pay to be beaten.
                if (shares.get(i) > shares.get(i - 1)) {
                    found.add(Violation.inBody("/shares/" + i, "must not be more than the place before gets"));
                }
            }
        }
        return found;
    }
}
