package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import java.util.UUID;

/** Adds a set to a workout; {@link SetStore} by one statement, {@link PlainSetStore} step by step. */
interface SetAdder {

    /**
     * Adds a {@link SetDraft#isPlain plain} set to the user's open workout.
     *
     * @throws Problem 404 when the workout or the exercise is not the user's, 409 when the workout is finished or full
     */
    AddedSet add(String user, UUID workout, SetDraft draft);
}
