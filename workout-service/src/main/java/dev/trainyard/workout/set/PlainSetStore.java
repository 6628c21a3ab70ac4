package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.set.AddedSet.BrokenRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Adds a set step by step, and recomputes the records from all sets of the exercise: slow, and easy to see right. */
@ApplicationScoped
class PlainSetStore implements SetAdder {

    private static final String INSERT = """
            INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, rir,
                                     distance_m, duration_seconds, superset, rest_seconds, notes, performed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """;

    private static final String FIND = """
            SELECT %s
            FROM workout_set s
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE s.user_id = ? AND s.id = ?
            """.formatted(SetView.COLUMNS);

    private static final String MADE = """
            SELECT kind, value, former_value FROM record_event
            WHERE user_id = ? AND exercise_id = ? AND set_id = ? AND (former_value IS NULL OR value > former_value)
            ORDER BY kind
            """;

    private final Database database;
    private final ExerciseStore exercises;
    private final RecordLedger records;

    PlainSetStore(Database database, ExerciseStore exercises, RecordLedger records) {
        this.database = database;
        this.exercises = exercises;
        this.records = records;
    }

    @Override
    @Transactional
    public AddedSet add(String user, UUID workout, SetDraft draft) {
        int number = nextNumber(user, workout);
        ExerciseView exercise =
                exercises.findOrMake(user, draft.exercise()).orElseThrow(() -> Problem.notFound("exercise"));
        records.lock(user, List.of(exercise.id()));
        UUID set = insert(user, workout, exercise.id(), number, draft);
        database.update("UPDATE workout SET last_number = ? WHERE user_id = ? AND id = ?", number, user, workout);
        records.recompute(user, List.of(exercise.id()));
        SetView view = database.one(FIND, SetView::of, user, set).orElseThrow();
        return new AddedSet(
                view,
                database.list(
                        MADE,
                        row -> BrokenRecord.of(
                                row.getString("kind"),
                                row.getBigDecimal("value"),
                                row.getBigDecimal("former_value"),
                                draft.unit()),
                        user,
                        exercise.id(),
                        set));
    }

    private int nextNumber(String user, UUID workout) {
        record State(boolean finished, int lastNumber) {}

        State state = database.one("""
                        SELECT finished_at IS NOT NULL, last_number FROM workout WHERE user_id = ? AND id = ?
                        FOR NO KEY UPDATE
                        """, row -> new State(row.getBoolean(1), row.getInt(2)), user, workout)
                .orElseThrow(() -> Problem.notFound("workout"));
        if (state.finished()) {
            throw SetRefusals.finished();
        }
        if (state.lastNumber() >= SetBounds.MAX_SETS) {
            throw SetRefusals.full();
        }
        return state.lastNumber() + 1;
    }

    private UUID insert(String user, UUID workout, UUID exercise, int number, SetDraft draft) {
        return database.one(
                        INSERT,
                        row -> row.getObject(1, UUID.class),
                        user,
                        workout,
                        exercise,
                        number,
                        draft.type().code(),
                        draft.weightKg(),
                        draft.unit().symbol(),
                        draft.reps(),
                        draft.rpe(),
                        draft.rir(),
                        draft.distanceMeters(),
                        draft.durationSeconds(),
                        draft.superset(),
                        draft.restSeconds(),
                        draft.notes(),
                        draft.performedAt())
                .orElseThrow();
    }
}
