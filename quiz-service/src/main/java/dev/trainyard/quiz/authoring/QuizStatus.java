package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.problem.Problem;
import java.util.Locale;

/** How far a quiz has come. */
public enum QuizStatus {
    /** Being written: nobody but its creator sees it. */
    @JsonProperty("draft")
    DRAFT,
    /** Who has its code may join; the questions are fixed, and hidden. */
    @JsonProperty("open")
    OPEN,
    /** It is played. */
    @JsonProperty("running")
    RUNNING,
    /** Nothing is accepted any more, and the right answers are shown. */
    @JsonProperty("closed")
    CLOSED,
    /** Closed, and its pot was divided: what people are shown; in table quiz it is closed. */
    @JsonProperty("rewarded")
    REWARDED;

    public static QuizStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** The refusal of what a quiz of this status does not allow: 409, quiz-is- and the status. */
    public Problem conflict() {
        return Problem.conflict("quiz-is-" + code(), "The quiz is " + code() + ".");
    }

    /** Whether nothing is accepted any more. */
    public boolean isOver() {
        return this == CLOSED || this == REWARDED;
    }

    /** The refusal of what needs all of a closed quiz: 409, quiz-not-settled. */
    public static Problem notSettled() {
        return Problem.conflict(
                "quiz-not-settled", "The quiz is closed, but its answers and points are still being added up.");
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
