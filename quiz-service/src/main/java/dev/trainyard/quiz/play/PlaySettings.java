package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.scoring.Scoring;
import dev.trainyard.quiz.scoring.Ties;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a quiz is played, as its players may know it.
 *
 * @param timeLimitSeconds of an attempt, or with the host's pace of the whole quiz; null for none
 * @param graceMs how much later than a limit an answer may arrive
 * @param attempts how many each player has
 * @param answersChangeable whether a later answer to the same question replaces the earlier one
 */
record PlaySettings(
        Pace pace,
        @Schema(nullable = true) Integer timeLimitSeconds,
        int graceMs,
        int attempts,
        boolean answersChangeable,
        Scoring scoring,
        boolean streakBonus,
        Ties ties) {}
