package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Changes sets that are there, and puts the records right that hang on them; each call is one transaction. */
@ApplicationScoped
class SetService {

    // By itself, and not in one query with the set: a row that is waited for is looked at again, but not what is joined
    // to it, so that a set whose exercise has just changed would not be found.
    private static final String LOCK_WORKOUT = "SELECT FROM workout WHERE user_id = ? AND id = ? FOR NO KEY UPDATE";

    private static final String FIND = """
            SELECT %s
            FROM workout_set s
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE s.user_id = ? AND s.workout_id = ? AND s.id = ?
            """.formatted(SetView.COLUMNS);

    private final Database database;
    private final ExerciseStore exercises;
    private final RecordLedger records;

    SetService(Database database, ExerciseStore exercises, RecordLedger records) {
        this.database = database;
        this.exercises = exercises;
        this.records = records;
    }

    /** Changes what the patch names. */
    @Transactional
    SetView change(String user, UUID workout, UUID set, SetPatch patch) {
        SetView before = locked(user, workout, set);
        requireAllowed(patch, before);
        WeightUnit unit = patch.unit() == null ? before.unit() : patch.unit();
        BigDecimal weight = patch.weight() == null ? null : unit.toKilograms(patch.weight());
        UUID exercise = patch.exercise() == null ? before.exercise().id() : exerciseOf(user, patch.exercise());
        List<UUID> touched = List.of(before.exercise().id(), exercise);
        records.lock(user, touched);
        database.update(
                """
                UPDATE workout_set
                SET exercise_id = ?, type = ?, weight_kg = coalesce(?::numeric, weight_kg), unit = ?, reps = ?, rpe = ?,
                    performed_at = ?
                WHERE user_id = ? AND id = ?
                """,
                exercise,
                (patch.type() == null ? before.type() : patch.type()).code(),
                weight,
                unit.symbol(),
                patch.reps() == null ? before.reps() : patch.reps(),
                patch.rpe() == null ? before.rpe() : patch.rpe().orElse(null),
                patch.performedAt() == null ? before.performedAt() : patch.performedAt(),
                user,
                set);
        records.recompute(user, touched);
        return find(user, workout, set);
    }

    /** Removes the set; the numbers of the others stay. */
    @Transactional
    void delete(String user, UUID workout, UUID set) {
        SetView before = locked(user, workout, set);
        List<UUID> touched = List.of(before.exercise().id());
        records.lock(user, touched);
        database.update("DELETE FROM workout_set WHERE user_id = ? AND id = ?", user, set);
        records.recompute(user, touched);
    }

    /** The set, of a workout that is this transaction's: who changes sets of one workout takes turns. */
    private SetView locked(String user, UUID workout, UUID set) {
        database.list(LOCK_WORKOUT, row -> null, user, workout);
        return find(user, workout, set);
    }

    private SetView find(String user, UUID workout, UUID set) {
        return database.one(FIND, SetView::of, user, workout, set).orElseThrow(() -> Problem.notFound("set"));
    }

    private UUID exerciseOf(String user, ExerciseReference reference) {
        return exercises
                .findOrMake(user, reference)
                .orElseThrow(() -> Problem.notFound("exercise"))
                .id();
    }

    private static void requireAllowed(SetPatch patch, SetView before) {
        if (patch.weight() != null && patch.unit() == null) {
            throw Problem.invalid(Violation.inBody("/unit", "must come with a weight"));
        }
        WeightUnit unit = patch.unit() == null ? before.unit() : patch.unit();
        BigDecimal rpe = patch.rpe() == null ? null : patch.rpe().orElse(null);
        SetBounds.require(patch.exercise(), patch.weight(), unit, rpe, patch.performedAt());
    }
}
