package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Says why sets could not be added; asked only then. */
@ApplicationScoped
class SetRefusals {

    private final Database database;

    SetRefusals(Database database) {
        this.database = database;
    }

    /** Why the workout did not take {@code count} sets. */
    Problem reason(String user, UUID workout, int count) {
        return database.one(
                        "SELECT finished_at IS NOT NULL, last_number FROM workout WHERE user_id = ? AND id = ?",
                        row -> {
                            if (row.getBoolean(1)) {
                                return finished();
                            }
                            return row.getInt(2) + count > SetBounds.MAX_SETS ? full() : Problem.notFound("exercise");
                        },
                        user,
                        workout)
                .orElseGet(() -> Problem.notFound("workout"));
    }

    static Problem finished() {
        return Problem.conflict("workout-finished", "The workout is finished.");
    }

    static Problem full() {
        return Problem.conflict("workout-full", "A workout holds at most 1000 sets.");
    }
}
