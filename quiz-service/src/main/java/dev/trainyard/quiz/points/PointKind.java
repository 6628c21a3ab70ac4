package dev.trainyard.quiz.points;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What points are earned for; how many each is worth stands in {@link PointAward}. */
enum PointKind {
    /** A question answered rightly. */
    @JsonProperty("correct_answer")
    CORRECT_ANSWER,
    /** A question answered rightly before all others. */
    @JsonProperty("first_correct")
    FIRST_CORRECT,
    /** Somebody who answered something of a quiz, for its creator. */
    @JsonProperty("creator_unique_player")
    CREATOR_UNIQUE_PLAYER,
    /** A question that somebody answered rightly, for its creator. */
    @JsonProperty("creator_correct_answer")
    CREATOR_CORRECT_ANSWER;

    static PointKind of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
