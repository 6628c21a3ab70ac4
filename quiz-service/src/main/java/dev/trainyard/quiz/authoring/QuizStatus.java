package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a quiz has come. */
enum QuizStatus {
    /** Being written: nobody but its creator sees it. */
    @JsonProperty("draft")
    DRAFT;

    static QuizStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
