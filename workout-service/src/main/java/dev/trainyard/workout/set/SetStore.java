package dev.trainyard.workout.set;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.set.AddedSet.BrokenRecord;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The hot path: logging a set is one statement, and therefore one commit. It checks that the workout is the user's and
 * open, takes the set's number, finds or makes the exercise, inserts the set, raises the records that it breaks, and
 * writes down that it did.
 *
 * <p>The workout's row is locked first, so that concurrent sets of one workout queue up there and get consecutive
 * numbers; then the exercise's, so that nobody recomputes its records meanwhile. Records are raised by {@code ON CONFLICT
 * DO UPDATE}, which sees what others have committed, and in one order. Whatever changes sets locks in this order:
 * workouts, exercises, sets, records.
 */
@ApplicationScoped
class SetStore implements SetAdder {

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
                INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, rir,
                                         distance_m, duration_seconds, superset, rest_seconds, notes, performed_at)
                SELECT ?, ?, chosen.id, numbered.last_number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                FROM numbered, chosen
                RETURNING id, user_id, exercise_id, number, type, load, added_kg, weight_kg, reps, e1rm_kg, performed_at
            ), candidates AS (
                SELECT added.user_id, added.exercise_id, record.kind, record.at_weight_kg, record.value,
                       added.id AS set_id, added.weight_kg, added.reps, added.performed_at AS achieved_at
                FROM added,
                     set_records(added.type, added.load, added.added_kg, added.weight_kg, added.reps, added.e1rm_kg)
                         AS record
            ),
            """ + RecordLedger.RAISED + """
            SELECT added.id, added.number, chosen.id AS exercise_id, chosen.name AS exercise_name, added.e1rm_kg,
                   raised.kind, raised.value, raised.former_value
            FROM added
            CROSS JOIN chosen
            LEFT JOIN raised ON raised.former_value IS NULL OR raised.value > raised.former_value
            ORDER BY raised.kind
            """;

    static final String ADD_BY_ID = OPEN_WORKOUT + EXERCISE_BY_ID + ADD;
    static final String ADD_BY_NAME = OPEN_WORKOUT + EXERCISE_BY_NAME + ADD;

    private final Database database;
    private final SetRefusals refusals;

    SetStore(Database database, SetRefusals refusals) {
        this.database = database;
        this.refusals = refusals;
    }

    @Override
    public AddedSet add(String user, UUID workout, SetDraft draft) {
        return database.run(connection -> {
                    String sql = draft.exercise().id().isPresent() ? ADD_BY_ID : ADD_BY_NAME;
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        bind(statement, user, workout, draft);
                        try (ResultSet rows = statement.executeQuery()) {
                            return added(rows, draft);
                        }
                    }
                })
                .orElseThrow(() -> refusals.reason(user, workout, 1));
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
        // Some of these may be null.
        values.addAll(Arrays.asList(
                user,
                workout,
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
                draft.performedAt().atOffset(ZoneOffset.UTC)));
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
                records.add(BrokenRecord.of(kind, value, rows.getBigDecimal("former_value"), draft.unit()));
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
                unit.ofKilograms(draft.weightKg()),
                unit,
                draft.load(),
                null,
                draft.reps(),
                draft.rpe(),
                draft.rir(),
                draft.distanceMeters(),
                draft.durationSeconds(),
                draft.superset(),
                draft.restSeconds(),
                draft.notes(),
                draft.performedAt(),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), draft.reps(), unit));
    }
}
