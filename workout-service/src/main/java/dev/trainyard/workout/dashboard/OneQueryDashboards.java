package dev.trainyard.workout.dashboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.aggregate.Calendars;
import dev.trainyard.workout.dashboard.DashboardView.Best;
import dev.trainyard.workout.dashboard.DashboardView.Day;
import dev.trainyard.workout.dashboard.DashboardView.Streak;
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

/**
 * Reads a dashboard by one query: the user's days, what was done on them, and the best of each exercise. It touches the
 * user's workouts, and the sets of those of the days alone.
 */
@ApplicationScoped
class OneQueryDashboards implements Dashboards {

    // The days and the best of the exercises stand side by side, a row for each place; the totals repeat in every row.
    // The bounds of started_at are for the index, and wide enough for any time zone: what day an instant is on is
    // always
    // clear, when a day begins is not where clocks are put back over midnight. All workouts of the user are looked at
    // for
    // his streak: weeks are counted, since to name them by their dates takes as long as to read them.
    static final String READ = """
            WITH wanted AS (
                SELECT caller.user_id, coalesce(?, %1$s) AS zone, %2$s AS first_weekday,
                       coalesce(p.weight_unit, 'kg') AS unit
                FROM (SELECT ?::text AS user_id) AS caller LEFT JOIN preference p USING (user_id)
            ), today AS MATERIALIZED (
                SELECT *, (now() AT TIME ZONE zone)::date AS last_day,
                       (now() AT TIME ZONE zone)::date - (? - 1) AS first_day,
                       week_of('0001-01-08', first_weekday) AS first_week
                FROM wanted
            ), recent AS MATERIALIZED (
                SELECT w.user_id, w.id, (w.started_at AT TIME ZONE zone)::date AS day
                FROM today JOIN workout w ON w.user_id = today.user_id
                     AND w.started_at >= first_day::timestamp AT TIME ZONE 'UTC' - interval '1 day'
                     AND w.started_at < last_day::timestamp AT TIME ZONE 'UTC' + interval '2 days'
                WHERE (w.started_at AT TIME ZONE zone)::date BETWEEN first_day AND last_day
            ), done AS MATERIALIZED (
                SELECT r.day, s.id, s.exercise_id, s.type, s.weight_kg, s.reps, s.e1rm_kg, s.performed_at
                FROM recent r JOIN workout_set s ON s.user_id = r.user_id AND s.workout_id = r.id
            ), visited AS (
                SELECT day, count(*) AS workouts FROM recent GROUP BY day
            ), lifted AS (
                SELECT day, count(*) AS sets,
                       coalesce(sum(weight_kg * reps) FILTER (WHERE type <> 'warmup'), 0) AS volume_kg
                FROM done GROUP BY day
            ), days AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY day) AS place, day, coalesce(workouts, 0) AS day_workouts,
                       coalesce(sets, 0) AS day_sets, coalesce(volume_kg, 0) AS day_volume_kg
                FROM today, LATERAL (
                    SELECT first_day + n AS day FROM generate_series(0, last_day - first_day) AS n) AS each
                LEFT JOIN visited USING (day) LEFT JOIN lifted USING (day)
            ), totals AS (
                SELECT sum(day_workouts) AS workouts, sum(day_sets) AS sets, sum(day_volume_kg) AS volume_kg FROM days
            ), weeks AS (
                SELECT DISTINCT (day - first_week) / 7 AS week
                FROM (SELECT (w.started_at AT TIME ZONE zone)::date AS day, first_week, last_day
                      FROM today JOIN workout w ON w.user_id = today.user_id OFFSET 0) AS visits
                WHERE day <= last_day
            ), runs AS (
                SELECT count(*) AS length, max(week) AS last_week
                FROM (SELECT week, week - row_number() OVER (ORDER BY week) AS run FROM weeks) AS numbered
                GROUP BY run
            ), streak AS (
                SELECT coalesce(max(length) FILTER (WHERE last_week >= (last_day - first_week) / 7 - 1), 0) AS weeks,
                       coalesce(max(length), 0) AS longest_weeks
                FROM today LEFT JOIN runs ON true
            ), best AS (
                SELECT DISTINCT ON (exercise_id) exercise_id, e1rm_kg, weight_kg, reps, performed_at
                FROM done
                WHERE type <> 'warmup' AND e1rm_kg > 0
                ORDER BY exercise_id, e1rm_kg DESC, performed_at, id
            ), shown AS (
                SELECT row_number() OVER (ORDER BY e1rm_kg DESC, e.name_key) AS place, best.*, e.name
                FROM today CROSS JOIN best JOIN exercise e ON e.user_id = today.user_id AND e.id = best.exercise_id
                ORDER BY place
                LIMIT %3$d
            )
            SELECT *
            FROM days FULL JOIN shown USING (place) CROSS JOIN today CROSS JOIN totals CROSS JOIN streak
            ORDER BY place
            """.formatted(Calendars.ZONE, Calendars.FIRST_WEEKDAY, DashboardView.MAX_BEST);

    private final Database database;

    OneQueryDashboards(Database database) {
        this.database = database;
    }

    private record Row(DashboardView totals, Optional<Day> day, Optional<Best> best) {}

    @Override
    public DashboardView read(String user, Optional<ZoneId> zone, int days) {
        List<Row> rows = database.list(
                READ, OneQueryDashboards::row, zone.map(ZoneId::getId).orElse(null), user, days);
        DashboardView totals = rows.getFirst().totals();
        return new DashboardView(
                totals.from(),
                totals.to(),
                totals.timeZone(),
                totals.unit(),
                totals.workouts(),
                totals.sets(),
                totals.volume(),
                totals.streak(),
                rows.stream().flatMap(row -> row.best().stream()).toList(),
                rows.stream().flatMap(row -> row.day().stream()).toList());
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
                new Streak(row.getInt("weeks"), row.getInt("longest_weeks")),
                List.of(),
                List.of());
        LocalDate day = row.getObject("day", LocalDate.class);
        return new Row(
                totals,
                day == null
                        ? Optional.empty()
                        : Optional.of(new Day(
                                day,
                                row.getInt("day_workouts"),
                                row.getInt("day_sets"),
                                unit.ofKilograms(row.getBigDecimal("day_volume_kg")))),
                row.getString("name") == null ? Optional.empty() : Optional.of(best(row, unit)));
    }

    static Best best(ResultSet row, WeightUnit unit) throws SQLException {
        int reps = row.getInt("reps");
        return new Best(
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), reps, unit),
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                reps,
                row.getObject("performed_at", OffsetDateTime.class).toInstant());
    }
}
