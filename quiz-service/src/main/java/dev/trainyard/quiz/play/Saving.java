package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.QuizStatus;
import java.util.List;

/**
 * What became of a submission.
 *
 * @param status of the quiz when the answers came: where it did not run, nothing was saved
 * @param outcomes of the answers, in their order; empty where the quiz did not run
 */
record Saving(QuizStatus status, List<AnswerOutcome> outcomes) {}
