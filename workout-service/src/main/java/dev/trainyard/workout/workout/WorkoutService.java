package dev.trainyard.workout.workout;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.set.SetBounds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The rules of workouts: one is active at most, what is finished stays so, and a removed one takes its records along. */
@ApplicationScoped
class WorkoutService {

    private final WorkoutStore workouts;
    private final RecordLedger records;

    WorkoutService(WorkoutStore workouts, RecordLedger records) {
        this.workouts = workouts;
        this.records = records;
    }

    /**
     * Starts a workout.
     *
     * @throws Problem 409 {@code workout-active} that names the active one
     */
    WorkoutView start(String user, WorkoutDraft draft) {
        Instant startedAt = draft.startedAt() == null ? now() : allowed("/startedAt", draft.startedAt());
        return workouts.start(user, draft.name(), startedAt).orElseThrow(() -> {
            Problem conflict =
                    Problem.conflict("workout-active", "There is an active workout. Finish or delete it first.");
            workouts.findActive(user).ifPresent(active -> conflict.with("activeWorkoutId", active.id()));
            return conflict;
        });
    }

    WorkoutView read(String user, UUID id) {
        return workouts.find(user, id).orElseThrow(() -> Problem.notFound("workout"));
    }

    /** Finishes an active workout. */
    @Transactional
    WorkoutView finish(String user, UUID id, Instant wanted) {
        Instant finishedAt = wanted == null ? null : allowed("/finishedAt", wanted);
        if (!workouts.finish(user, id, finishedAt)) {
            throw read(user, id).finishedAt() == null
                    ? Problem.invalid(Violation.inBody("/finishedAt", "must not be before the workout started"))
                    : Problem.conflict("workout-finished", "The workout is finished.");
        }
        return read(user, id);
    }

    /** Removes a workout with its sets; the records that they held go back to whoever held them before. */
    @Transactional
    void delete(String user, UUID id) {
        if (!workouts.lock(user, id)) {
            throw Problem.notFound("workout");
        }
        List<UUID> exercises = workouts.exercisesOf(user, id);
        records.lock(user, exercises);
        workouts.delete(user, id);
        records.recompute(user, exercises);
    }

    private static Instant allowed(String pointer, Instant instant) {
        if (!SetBounds.isPast(instant)) {
            throw Problem.invalid(Violation.inBody(pointer, SetBounds.PAST));
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** In the database's precision, so that what is answered now is what is read later. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
