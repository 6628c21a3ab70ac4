package dev.trainyard.workout.dashboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.dashboard.DashboardView.Best;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a dashboard by one query: the user's days, what was done on them, and the best of each exercise. */
@ApplicationScoped
class DashboardStore {

    // One row for the totals, repeated for each exercise with an estimate.
    static final String READ = """
            WITH wanted AS (
                SELECT coalesce(?, p.time_zone, 'UTC') AS zone, coalesce(p.weight_unit, 'kg') AS unit
                FROM (SELECT ? AS user_id) AS caller LEFT JOIN preference p USING (user_id)
            ), days AS (
                SELECT zone, unit, (now() AT TIME ZONE zone)::date AS last_day,
                       (now() AT TIME ZONE zone)::date - (? - 1) AS first_day
                FROM wanted
            ), recent AS (
                SELECT w.user_id, w.id
                FROM workout w, days
                WHERE w.user_id = ?
                  AND w.started_at >= first_day::timestamp AT TIME ZONE zone
                  AND w.started_at < (last_day + 1)::timestamp AT TIME ZONE zone
            ), done AS (
                SELECT s.*
                FROM recent r JOIN workout_set s ON s.user_id = r.user_id AND s.workout_id = r.id
            ), totals AS (
                SELECT (SELECT count(*) FROM recent) AS workouts, count(*) AS sets,
                       coalesce(sum(weight_kg * reps) FILTER (WHERE type <> 'warmup'), 0) AS volume_kg
                FROM done
            ), best AS (
                SELECT DISTINCT ON (exercise_id) exercise_id, e1rm_kg, weight_kg, reps, performed_at
                FROM done
                WHERE type <> 'warmup' AND e1rm_kg > 0
                ORDER BY exercise_id, e1rm_kg DESC, performed_at, id
            ), shown AS (
                SELECT best.*, e.name
                FROM best JOIN exercise e ON e.user_id = ? AND e.id = best.exercise_id
                ORDER BY e1rm_kg DESC, e.name_key
                LIMIT 100
            )
            SELECT days.*, totals.*, shown.*
            FROM days CROSS JOIN totals LEFT JOIN shown ON true
            ORDER BY shown.e1rm_kg DESC, shown.name
            """;

    private final Database database;

    DashboardStore(Database database) {
        this.database = database;
    }

    private record Row(DashboardView totals, Optional<Best> best) {}

    /**
     * The last {@code days} calendar days of the user, today included.
     *
     * @param zone whose days; the user's own when empty
     */
    DashboardView read(String user, Optional<ZoneId> zone, int days) {
        List<Row> rows =
                database.list(READ, DashboardStore::row, zone.map(ZoneId::getId).orElse(null), user, days, user, user);
        DashboardView totals = rows.getFirst().totals();
        return new DashboardView(
                totals.from(),
                totals.to(),
                totals.timeZone(),
                totals.unit(),
                totals.workouts(),
                totals.sets(),
                totals.volume(),
                rows.stream().flatMap(row -> row.best().stream()).toList());
    }

    private static Row row(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        DashboardView totals = new DashboardView(
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getString("zone"),
                unit,
                row.getInt("workouts"),
                row.getInt("sets"),
                unit.ofKilograms(row.getBigDecimal("volume_kg")),
                List.of());
        return new Row(totals, row.getString("name") == null ? Optional.empty() : Optional.of(best(row, unit)));
    }

    private static Best best(ResultSet row, WeightUnit unit) throws SQLException {
        int reps = row.getInt("reps");
        return new Best(
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), reps, unit),
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                reps,
                row.getObject("performed_at", OffsetDateTime.class).toInstant());
    }
}
