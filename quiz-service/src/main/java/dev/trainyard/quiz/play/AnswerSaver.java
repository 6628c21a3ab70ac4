package dev.trainyard.quiz.play;

import java.util.Optional;

/** Saves what is in time of a submission, by the clock of the database, and keeps the totals of its attempt. */
interface AnswerSaver {

    /** Empty when the player has no such attempt. */
    Optional<Saving> save(Submission submission);
}
