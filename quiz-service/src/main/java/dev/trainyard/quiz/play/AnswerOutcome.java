package dev.trainyard.quiz.play;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became of an answer. Those that say why it was not taken are part of the API. */
enum AnswerOutcome {
    INSERTED,
    UPDATED,
    /** The same as the one that is there: sent again. */
    UNCHANGED,
    /** The quiz has no such question. */
    @JsonProperty("unknown-question")
    UNKNOWN_QUESTION,
    /** It does not fit the kind of the question. */
    @JsonProperty("malformed")
    MALFORMED,
    /** There are several answers to the question in the body, and none of them was taken. */
    @JsonProperty("twice")
    TWICE,
    /** The player has not been shown the question. */
    @JsonProperty("not-shown")
    NOT_SHOWN,
    /** The question's time is over, or the attempt's, or the host has gone on. */
    @JsonProperty("too-late")
    TOO_LATE,
    /** There is another answer, which cannot be changed. */
    @JsonProperty("already-answered")
    ALREADY_ANSWERED,
    /** The player has finished the attempt. */
    @JsonProperty("attempt-finished")
    ATTEMPT_FINISHED;

    static AnswerOutcome of(String told) {
        return valueOf(told.toUpperCase(Locale.ROOT));
    }

    boolean isRejection() {
        return compareTo(UNCHANGED) > 0;
    }
}
