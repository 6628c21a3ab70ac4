package dev.trainyard.workout.record;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the personal records of a user. */
@ApplicationScoped
class RecordStore {

    private static final String REPS_AT_WEIGHT = "reps_at_weight";
    private static final String WORKOUT_VOLUME = "workout_volume";

    private static final String PAGE = """
            SELECT e.id AS exercise_id, e.name, r.kind, r.at_weight_kg, r.value, r.weight_kg, r.reps, r.set_id,
                   r.achieved_at,
                   coalesce((SELECT weight_unit FROM preference p WHERE p.user_id = r.user_id), 'kg') AS unit
            FROM (SELECT *
                  FROM personal_record
                  WHERE user_id = ? %s AND (exercise_id, kind, at_weight_kg) > (?::uuid, ?, ?)
                  ORDER BY exercise_id, kind, at_weight_kg
                  LIMIT ?) AS r
            JOIN exercise e ON e.user_id = r.user_id AND e.id = r.exercise_id
            ORDER BY r.exercise_id, r.kind, r.at_weight_kg
            """;

    // With a condition for both, or with names looked up before the page is cut, PostgreSQL thinks a plan for each user
    // so much cheaper that it makes one for each request.
    static final String PAGE_OF_ALL = PAGE.formatted("");
    static final String PAGE_OF_ONE = PAGE.formatted("AND exercise_id = ?");

    private static final String HISTORY = """
            SELECT v.id, e.id AS exercise_id, e.name, v.kind, v.at_weight_kg, v.value, v.former_value, v.set_id,
                   v.achieved_at, v.recorded_at,
                   coalesce((SELECT weight_unit FROM preference p WHERE p.user_id = v.user_id), 'kg') AS unit
            FROM record_event v
            JOIN exercise e ON e.user_id = v.user_id AND e.id = v.exercise_id
            WHERE v.user_id = ? %s AND v.id < ?::uuid
            ORDER BY v.id DESC
            LIMIT ?
            """;

    static final String HISTORY_OF_ALL = HISTORY.formatted("");
    static final String HISTORY_OF_ONE = HISTORY.formatted("AND v.exercise_id = ?");

    private final Database database;

    RecordStore(Database database) {
        this.database = database;
    }

    private record Row(RecordView view, BigDecimal atWeight) {}

    /** A page of the records of the user, or of one exercise of the user's. */
    Page<RecordView> list(String user, Optional<UUID> exercise, PageQuery page) {
        Optional<Cursor> after = page.cursor(3);
        List<Object> parameters = new ArrayList<>();
        parameters.add(user);
        exercise.ifPresent(parameters::add);
        parameters.add(after.map(cursor -> cursor.uuid(0)).orElse(new UUID(0, 0)));
        parameters.add(after.map(cursor -> cursor.text(1)).orElse(""));
        parameters.add(after.map(cursor -> cursor.decimal(2)).orElse(BigDecimal.ZERO));
        parameters.add(page.limitPlusOne());
        List<Row> rows =
                database.list(exercise.isPresent() ? PAGE_OF_ONE : PAGE_OF_ALL, RecordStore::row, parameters.toArray());
        return Page.of(
                        rows,
                        page,
                        row -> Cursor.after(
                                row.view().exercise().id(),
                                row.view().kind(),
                                row.atWeight().toPlainString()))
                .map(Row::view);
    }

    /** A page of what became of the user's records, or of those in one exercise, newest first. */
    Page<RecordEventView> history(String user, Optional<UUID> exercise, PageQuery page) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(user);
        exercise.ifPresent(parameters::add);
        parameters.add(page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(new UUID(-1, -1)));
        parameters.add(page.limitPlusOne());
        List<RecordEventView> rows = database.list(
                exercise.isPresent() ? HISTORY_OF_ONE : HISTORY_OF_ALL, RecordEventView::of, parameters.toArray());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    private static Row row(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        String kind = row.getString("kind");
        BigDecimal value = row.getBigDecimal("value");
        boolean isOfWorkout = kind.equals(WORKOUT_VOLUME);
        BigDecimal weight = row.getBigDecimal(kind.equals(REPS_AT_WEIGHT) ? "at_weight_kg" : "weight_kg");
        RecordView view = new RecordView(
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                kind,
                kind.equals(REPS_AT_WEIGHT) ? value : unit.ofKilograms(value),
                kind.equals("e1rm") ? OneRepMax.EPLEY : null,
                isOfWorkout ? null : unit.ofKilograms(weight),
                unit,
                isOfWorkout ? null : row.getObject("reps", Integer.class),
                row.getObject("set_id", UUID.class),
                row.getObject("achieved_at", OffsetDateTime.class).toInstant());
        return new Row(view, row.getBigDecimal("at_weight_kg"));
    }
}
