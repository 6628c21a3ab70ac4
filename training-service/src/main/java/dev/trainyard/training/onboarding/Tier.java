package dev.trainyard.training.onboarding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of the application a user has got to know: by the steps that were completed, not those that were skipped. */
public enum Tier {
    BASIC,
    INTERMEDIATE,
    ADVANCED,
    EXPERT;

    /** The source names the tiers and not their bounds; these are ours. */
    static Tier of(long completedSteps) {
        if (completedSteps >= 10) {
            return EXPERT;
        }
        if (completedSteps >= 7) {
            return ADVANCED;
        }
        return completedSteps >= 4 ? INTERMEDIATE : BASIC;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
