package dev.trainyard.quiz.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which places of a quiz get which shares of its pot. */
@Schema(name = "RewardSchedule")
enum Schedule {
    /** The first place gets all. */
    @JsonProperty("winner_takes_all")
    WINNER_TAKES_ALL,
    @JsonProperty("top3")
    TOP3,
    @JsonProperty("top5")
    TOP5,
    @JsonProperty("top10")
    TOP10,
    /** As the creator says. */
    @JsonProperty("custom")
    CUSTOM,
    /** Everybody who answered rightly gets the same. */
    @JsonProperty("shared_pot")
    SHARED_POT;

    static Schedule of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
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
