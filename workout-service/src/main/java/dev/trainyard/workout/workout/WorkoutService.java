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
import java.util.Optional;
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

    /** A workout, and whether it is new. */
    record Started(WorkoutView workout, boolean isNew) {}

    /**
     * Starts a workout, or finds the one that the client has started before under this id.
     *
     * @throws Problem 409 {@code workout-active} that names the active one
     */
    Started start(String user, WorkoutDraft draft) {
        Instant startedAt = draft.startedAt() == null ? now() : allowed("/startedAt", draft.startedAt());
        if (draft.id() != null && !SetBounds.isFreshId(draft.id())) {
            throw Problem.invalid(Violation.inBody("/id", SetBounds.FRESH_ID));
        }
        return workouts.start(user, draft, startedAt)
                .map(started -> new Started(started, true))
                .or(() -> Optional.ofNullable(draft.id())
                        .flatMap(id -> workouts.find(user, id))
                        .map(found -> new Started(found, false)))
                .orElseThrow(() -> {
                    Problem conflict = Problem.conflict(
                            "workout-active", "There is an active workout. Finish or delete it first.");
                    workouts.findActive(user).ifPresent(active -> conflict.with("activeWorkoutId", active.id()));
                    return conflict;
                });
    }

    WorkoutView read(String user, UUID id) {
        return workouts.find(user, id).orElseThrow(() -> Problem.notFound("workout"));
    }

    /** Finishes an active workout, whose volumes count from now on. */
    @Transactional
    WorkoutView finish(String user, UUID id, Instant wanted) {
        Instant finishedAt = wanted == null ? null : allowed("/finishedAt", wanted);
        if (!workouts.finish(user, id, finishedAt)) {
            throw read(user, id).finishedAt() == null
                    ? Problem.invalid(Violation.inBody("/finishedAt", "must not be before the workout started"))
                    : Problem.conflict("workout-finished", "The workout is finished.");
        }
        records.countVolumes(user, id);
        return read(user, id);
    }

    /** Changes what the patch names. */
    @Transactional
    WorkoutView change(String user, UUID id, WorkoutPatch patch) {
        WorkoutPatch exact = new WorkoutPatch(
                patch.name(),
                patch.notes(),
                patch.startedAt() == null ? null : allowed("/startedAt", patch.startedAt()),
                patch.finishedAt() == null ? null : allowed("/finishedAt", patch.finishedAt()));
        if (!workouts.lock(user, id)) {
            throw Problem.notFound("workout");
        }
        if (exact.finishedAt() != null && read(user, id).finishedAt() == null) {
            throw Problem.conflict("workout-active", "The workout is active: finish it.")
                    .with("activeWorkoutId", id);
        }
        List<UUID> exercises = exact.finishedAt() == null ? List.of() : workouts.exercisesOf(user, id);
        records.lock(user, exercises);
        if (!workouts.change(user, id, exact)) {
            String pointer = exact.finishedAt() == null ? "/startedAt" : "/finishedAt";
            throw Problem.invalid(Violation.inBody(pointer, "must leave the start before the end"));
        }
        // The volume of a workout is a record from its end on.
        records.recompute(user, exercises);
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
