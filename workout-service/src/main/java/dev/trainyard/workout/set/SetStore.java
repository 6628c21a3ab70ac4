package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.set.AddedSet.BrokenRecord;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The hot path: logging a set is one statement, and therefore one commit. It checks that the workout is the user's and
 * open, takes the set's number, finds or makes the exercise, inserts the set, and raises the records that it breaks.
 *
 * <p>The workout's row is locked first, so that concurrent sets of one workout queue up there and get consecutive
 * numbers; then the exercise's, so that nobody recomputes its records meanwhile. Records are raised by {@code ON CONFLICT
 * DO UPDATE}, which sees what others have committed, and in one order. Whatever changes sets locks in this order:
 * workouts, exercises, sets, records.
 */
@ApplicationScoped
public class SetStore {

    private static final int MAX_SETS = 1000;

    private static final String OPEN_WORKOUT = """
            WITH open_workout AS (
                SELECT FROM workout
                WHERE user_id = ? AND id = ? AND finished_at IS NULL AND last_number < 1000
                FOR NO KEY UPDATE
            ),""";

    private static final String EXERCISE_BY_ID = """
             chosen AS (
                SELECT e.id, e.name FROM open_workout, exercise e
                WHERE e.user_id = ? AND e.id = ?
                FOR KEY SHARE OF e
            ),""";

    // An exercise is made for an open workout only: a refused set leaves nothing behind. The update that changes
    // nothing is for the name that somebody else has made since this statement began.
    private static final String EXERCISE_BY_NAME = """
             known AS (
                SELECT e.id, e.name FROM open_workout, exercise e
                WHERE e.user_id = ? AND e.name_key = lower(?)
                FOR KEY SHARE OF e
            ), made AS (
                INSERT INTO exercise AS mine (user_id, name)
                SELECT ?, ? FROM open_workout WHERE NOT EXISTS (SELECT FROM known)
                ON CONFLICT (user_id, name_key) DO UPDATE SET name = mine.name
                RETURNING id, name
            ), chosen AS (
                SELECT id, name FROM known UNION ALL SELECT id, name FROM made
            ),""";

    private static final String ADD = """
             numbered AS (
                UPDATE workout SET last_number = last_number + 1
                WHERE user_id = ? AND id = ? AND EXISTS (SELECT FROM chosen)
                RETURNING last_number
            ), added AS (
                INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe,
                                         performed_at)
                SELECT ?, ?, chosen.id, numbered.last_number, ?, ?, ?, ?, ?, ?
                FROM numbered, chosen
                RETURNING id, exercise_id, number, type, weight_kg, reps, e1rm_kg, performed_at
            ), raised AS (
                INSERT INTO personal_record AS held (user_id, exercise_id, kind, at_weight_kg, value, set_id, weight_kg,
                                                     reps, achieved_at)
                SELECT ?, added.exercise_id, candidate.kind, candidate.at_weight_kg, candidate.value, added.id,
                       added.weight_kg, added.reps, added.performed_at
                FROM added,
                     record_candidates(added.type, added.weight_kg, added.reps, added.e1rm_kg) AS candidate
                ORDER BY candidate.kind, candidate.at_weight_kg
                ON CONFLICT (user_id, exercise_id, kind, at_weight_kg) DO UPDATE
                SET value = excluded.value, set_id = excluded.set_id, weight_kg = excluded.weight_kg,
                    reps = excluded.reps, achieved_at = excluded.achieved_at
                WHERE excluded.value > held.value
                   OR (excluded.value = held.value
                       AND (excluded.achieved_at, excluded.set_id) < (held.achieved_at, held.set_id))
                RETURNING new.kind AS kind, new.value AS value, old.value AS previous
            )
            SELECT added.id, added.number, chosen.id AS exercise_id, chosen.name AS exercise_name, added.e1rm_kg,
                   raised.kind, raised.value, raised.previous
            FROM added
            CROSS JOIN chosen
            LEFT JOIN raised ON raised.previous IS NULL OR raised.value > raised.previous
            ORDER BY raised.kind
            """;

    private static final String ADD_BY_ID = OPEN_WORKOUT + EXERCISE_BY_ID + ADD;
    private static final String ADD_BY_NAME = OPEN_WORKOUT + EXERCISE_BY_NAME + ADD;

    private final Database database;

    SetStore(Database database) {
        this.database = database;
    }

    /**
     * Adds a set to the user's open workout.
     *
     * @throws Problem 404 when the workout or the exercise is not the user's, 409 when the workout is finished or full
     */
    AddedSet add(String user, UUID workout, SetDraft draft) {
        return database.run(connection -> {
                    String sql = draft.exercise().id().isPresent() ? ADD_BY_ID : ADD_BY_NAME;
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        bind(statement, user, workout, draft);
                        try (ResultSet rows = statement.executeQuery()) {
                            return added(rows, draft);
                        }
                    }
                })
                .orElseThrow(() -> refusal(user, workout));
    }

    private static void bind(PreparedStatement statement, String user, UUID workout, SetDraft draft)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        values.addAll(List.of(user, workout, user));
        if (draft.exercise().id().isPresent()) {
            values.add(draft.exercise().id().get());
        } else {
            values.addAll(
                    List.of(draft.exercise().name(), user, draft.exercise().name()));
        }
        values.addAll(List.of(user, workout));
        values.addAll(List.of(
                user,
                workout,
                draft.type().code(),
                draft.unit().toKilograms(draft.weight()),
                draft.unit().symbol(),
                draft.reps()));
        values.add(draft.rpe());
        values.add(draft.performedAt().atOffset(ZoneOffset.UTC));
        values.add(user);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** One row for the set, repeated for each record that it made. */
    private static Optional<AddedSet> added(ResultSet rows, SetDraft draft) throws SQLException {
        SetView set = null;
        List<BrokenRecord> records = new ArrayList<>();
        while (rows.next()) {
            if (set == null) {
                set = view(rows, draft);
            }
            String kind = rows.getString("kind");
            if (kind != null) {
                BigDecimal value = rows.getBigDecimal("value");
                records.add(BrokenRecord.of(kind, value, rows.getBigDecimal("previous"), draft.unit()));
            }
        }
        return Optional.ofNullable(set).map(found -> new AddedSet(found, records));
    }

    private static SetView view(ResultSet row, SetDraft draft) throws SQLException {
        WeightUnit unit = draft.unit();
        return new SetView(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("exercise_name")),
                draft.type(),
                unit.ofKilograms(unit.toKilograms(draft.weight())),
                unit,
                draft.reps(),
                draft.rpe(),
                null,
                null,
                draft.performedAt(),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), draft.reps(), unit));
    }

    /** Why nothing was added; asked only then. */
    private Problem refusal(String user, UUID workout) {
        return database.one(
                        "SELECT finished_at IS NOT NULL, last_number FROM workout WHERE user_id = ? AND id = ?",
                        row -> {
                            if (row.getBoolean(1)) {
                                return Problem.conflict("workout-finished", "The workout is finished.");
                            }
                            return row.getInt(2) >= MAX_SETS
                                    ? Problem.conflict("workout-full", "A workout holds at most 1000 sets.")
                                    : Problem.notFound("exercise");
                        },
                        user,
                        workout)
                .orElseGet(() -> Problem.notFound("workout"));
    }
}
