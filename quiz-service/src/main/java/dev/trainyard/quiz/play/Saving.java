package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.QuizStatus;
import java.util.List;

/**
 * What became of a submission.
 *
 * @param status of the quiz: where it does not run, nothing was saved
 * @param outcomes of the answers, in their order; empty where the quiz does not run
 */
record Saving(QuizStatus status, List<AnswerOutcome> outcomes) {}
