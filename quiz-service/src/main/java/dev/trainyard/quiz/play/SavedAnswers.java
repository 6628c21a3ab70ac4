package dev.trainyard.quiz.play;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of answers that were sent together.
 *
 * @param inserted how many are first answers to their questions
 * @param updated how many replaced an earlier one
 * @param unchanged how many were there already, the same
 * @param rejected those that were not taken, in the order of the body
 */
record SavedAnswers(int inserted, int updated, int unchanged, List<Rejected> rejected) {

    /** An answer that was not taken, and why. */
    record Rejected(
            UUID question,

            @Schema(
                    enumeration = {
                        "unknown-question",
                        "malformed",
                        "twice",
                        "not-shown",
                        "too-late",
                        "already-answered",
                        "attempt-finished"
                    })
            AnswerOutcome reason) {}

    static SavedAnswers of(List<AnswerDraft> sent, List<AnswerOutcome> outcomes) {
        return new SavedAnswers(
                Collections.frequency(outcomes, AnswerOutcome.INSERTED),
                Collections.frequency(outcomes, AnswerOutcome.UPDATED),
                Collections.frequency(outcomes, AnswerOutcome.UNCHANGED),
                IntStream.range(0, sent.size())
                        .filter(i -> outcomes.get(i).isRejection())
                        .mapToObj(i -> new Rejected(sent.get(i).question(), outcomes.get(i)))
                        .toList());
    }
}
