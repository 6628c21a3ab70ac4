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

    // The workout first, as the statement that adds a set does: who changes sets of one workout takes turns.
    private static final String FIND_AND_LOCK = """
            SELECT %s
            FROM workout w
            JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE w.user_id = ? AND w.id = ? AND s.id = ?
            FOR NO KEY UPDATE OF w, s
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
        records.recompute(user, List.of(before.exercise().id(), exercise));
        return locked(user, workout, set);
    }

    /** Removes the set; the numbers of the others stay. */
    @Transactional
    void delete(String user, UUID workout, UUID set) {
        SetView before = locked(user, workout, set);
        database.update("DELETE FROM workout_set WHERE user_id = ? AND id = ?", user, set);
        records.recompute(user, List.of(before.exercise().id()));
    }

    private SetView locked(String user, UUID workout, UUID set) {
        return database.one(FIND_AND_LOCK, SetView::of, user, workout, set).orElseThrow(() -> Problem.notFound("set"));
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
