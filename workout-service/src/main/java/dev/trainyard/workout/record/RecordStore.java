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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the personal records of a user. */
@ApplicationScoped
class RecordStore {

    private static final String REPS_AT_WEIGHT = "reps_at_weight";

    private static final String PAGE = """
            SELECT e.id AS exercise_id, e.name, r.kind, r.at_weight_kg, r.value, r.weight_kg, r.reps, r.set_id,
                   r.achieved_at,
                   coalesce((SELECT weight_unit FROM preference p WHERE p.user_id = r.user_id), 'kg') AS unit
            FROM personal_record r
            JOIN exercise e ON e.user_id = r.user_id AND e.id = r.exercise_id
            WHERE r.user_id = ? AND (?::uuid IS NULL OR r.exercise_id = ?::uuid)
              AND (r.exercise_id, r.kind, r.at_weight_kg) > (?::uuid, ?, ?)
            ORDER BY r.exercise_id, r.kind, r.at_weight_kg
            LIMIT ?
            """;

    private final Database database;

    RecordStore(Database database) {
        this.database = database;
    }

    private record Row(RecordView view, BigDecimal atWeight) {}

    /** A page of the records of the user, or of one exercise of the user's. */
    Page<RecordView> list(String user, Optional<UUID> exercise, PageQuery page) {
        Optional<Cursor> after = page.cursor(3);
        List<Row> rows = database.list(
                PAGE,
                RecordStore::row,
                user,
                exercise.orElse(null),
                exercise.orElse(null),
                after.map(cursor -> cursor.uuid(0)).orElse(new UUID(0, 0)),
                after.map(cursor -> cursor.text(1)).orElse(""),
                after.map(cursor -> cursor.decimal(2)).orElse(BigDecimal.ZERO),
                page.limitPlusOne());
        return Page.of(
                        rows,
                        page,
                        row -> Cursor.after(
                                row.view().exercise().id(),
                                row.view().kind(),
                                row.atWeight().toPlainString()))
                .map(Row::view);
    }

    private static Row row(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        String kind = row.getString("kind");
        BigDecimal value = row.getBigDecimal("value");
        RecordView view = new RecordView(
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                kind,
                kind.equals(REPS_AT_WEIGHT) ? value : unit.ofKilograms(value),
                kind.equals("e1rm") ? OneRepMax.EPLEY : null,
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                unit,
                row.getInt("reps"),
                row.getObject("set_id", UUID.class),
                row.getObject("achieved_at", OffsetDateTime.class).toInstant());
        return new Row(view, row.getBigDecimal("at_weight_kg"));
    }
}
