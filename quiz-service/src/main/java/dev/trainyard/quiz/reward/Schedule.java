package dev.trainyard.quiz.reward;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Which places of a quiz get which shares of its pot. */
enum Schedule {
    /** The first place gets all. */
    WINNER_TAKES_ALL,
    TOP3,
    TOP5,
    TOP10,
    /** As the creator says. */
    CUSTOM,
    /** Everybody who answered rightly gets the same. */
    SHARED_POT;

    static Schedule of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is written and stored. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the first, second, … place, in basis points; none where the schedule alone does not say. */
    List<Integer> shares() {
        return switch (this) {
            case WINNER_TAKES_ALL -> List.of(10_000);
            case TOP3 -> List.of(5_000, 3_000, 2_000);
            case TOP5 -> List.of(4_000, 2_500, 1_500, 1_200, 800);
            case TOP10 -> List.of(3_000, 2_000, 1_200, 1_000, 800, 600, 500, 400, 300, 200);
            case CUSTOM, SHARED_POT -> List.of();
        };
    }
}
