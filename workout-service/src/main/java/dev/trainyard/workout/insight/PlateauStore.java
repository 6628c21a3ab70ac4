package dev.trainyard.workout.insight;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Finds the exercises that have not gone forward of late, by one query over the user's sets. */
@ApplicationScoped
class PlateauStore {

    private static final int SESSIONS = 3;

    // A session is a finished workout with a set of the exercise that counts, in the order in which they started. The
    // first one is progress, as is each that goes beyond all before it.
    private static final String READ = """
            WITH session AS (
                SELECT s.exercise_id, w.id AS workout_id, w.started_at, max(s.weight_kg) AS weight_kg,
                       max(ARRAY[s.e1rm_kg, -s.reps]) AS best
                FROM workout w JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                WHERE w.user_id = ? AND w.finished_at IS NOT NULL AND s.type <> 'warmup' AND s.e1rm_kg > 0
                  AND s.exercise_id > ?
                GROUP BY s.exercise_id, w.id, w.started_at
            ), course AS (
                SELECT *, row_number() OVER in_order AS number,
                       best[1] > max(best[1]) OVER former OR weight_kg > max(weight_kg) OVER former
                           OR row_number() OVER in_order = 1 AS is_progress
                FROM session
                WINDOW in_order AS (PARTITION BY exercise_id ORDER BY started_at, workout_id),
                       former AS (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ), stalled AS (
                SELECT exercise_id, max(number) - max(number) FILTER (WHERE is_progress) AS sessions,
                       max(number) FILTER (WHERE is_progress) AS number, max(best) AS best, max(weight_kg) AS weight_kg
                FROM course
                GROUP BY exercise_id
            )
            SELECT e.id, e.name, stalled.sessions, course.started_at, course.workout_id, stalled.best[1] AS e1rm_kg,
                   -stalled.best[2] AS reps, stalled.weight_kg, coalesce(p.weight_unit, 'kg') AS unit
            FROM stalled
            JOIN course USING (exercise_id, number)
            JOIN exercise e ON e.user_id = ? AND e.id = stalled.exercise_id
            LEFT JOIN preference p ON p.user_id = e.user_id
            WHERE stalled.sessions >= ?
            ORDER BY e.id
            LIMIT ?
            """;

    private final Database database;

    PlateauStore(Database database) {
        this.database = database;
    }

    /** A page of the user's plateaus, by exercise. */
    Page<Plateau> list(String user, PageQuery page) {
        UUID after = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(new UUID(0, 0));
        List<Plateau> rows =
                database.list(READ, PlateauStore::plateau, user, after, user, SESSIONS, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.exercise().id()));
    }

    private static Plateau plateau(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        return new Plateau(
                new ExerciseView(row.getObject("id", UUID.class), row.getString("name")),
                row.getInt("sessions"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("workout_id", UUID.class),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), row.getInt("reps"), unit),
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                unit,
                Plateau.FORMULA);
    }
}
