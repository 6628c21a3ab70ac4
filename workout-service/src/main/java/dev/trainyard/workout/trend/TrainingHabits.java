package dev.trainyard.workout.trend;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.aggregate.Calendars;
import dev.trainyard.workout.aggregate.DayRange;
import dev.trainyard.workout.aggregate.FigureSource;
import dev.trainyard.workout.aggregate.Granularity;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.trend.Consistency.Week;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what a user does how often, each by one query. */
@ApplicationScoped
class TrainingHabits {

    private static final int DECIMALS = 4;
    private static final BigDecimal MORE_THAN_ANY = new BigDecimal("1e30");

    private static final String CONSISTENCY = Calendars.WANTED + """
            , this_week AS (
                SELECT wanted.*, week_of((now() AT TIME ZONE zone)::date, first_weekday) AS week,
                       coalesce(?::integer, p.target_workouts_per_week, 3) AS target
                FROM wanted LEFT JOIN preference p USING (user_id)
            ), visited AS (
                SELECT week_of((w.started_at AT TIME ZONE zone)::date, first_weekday) AS week, count(*) AS workouts
                FROM this_week JOIN workout w ON w.user_id = this_week.user_id
                     AND w.started_at >= (week - 7 * ?)::timestamp AT TIME ZONE 'UTC' - interval '1 day'
                GROUP BY 1
            )
            SELECT each.week, coalesce(workouts, 0) AS workouts, target
            FROM this_week, LATERAL (SELECT week - 7 * n AS week FROM generate_series(0, ? - 1) AS n) AS each
            LEFT JOIN visited ON visited.week = each.week
            ORDER BY each.week
            """;

    private final Database database;

    TrainingHabits(Database database) {
        this.database = database;
    }

    private record Counted(LocalDate week, int workouts, int target) {}

    /**
     * How often the user trained in each of the last weeks.
     *
     * @param target workouts a week; as in the user's preferences when empty
     */
    Consistency consistency(String user, int weeks, Optional<Integer> target) {
        List<Counted> rows = database.list(
                CONSISTENCY,
                row -> new Counted(
                        row.getObject("week", LocalDate.class), row.getInt("workouts"), row.getInt("target")),
                user,
                target.orElse(null),
                weeks,
                weeks);
        int wanted = rows.getFirst().target();
        int counted = rows.stream()
                .mapToInt(week -> Math.min(week.workouts(), wanted))
                .sum();
        return new Consistency(
                wanted,
                quotient(counted, wanted * weeks),
                rows.stream()
                        .map(week -> new Week(
                                week.week(), week.workouts(), quotient(Math.min(week.workouts(), wanted), wanted)))
                        .toList());
    }

    private static BigDecimal quotient(int dividend, int divisor) {
        BigDecimal shown = BigDecimal.valueOf(dividend)
                .divide(BigDecimal.valueOf(divisor), DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }

    /** What exercises are ranked by. */
    enum Rank {
        VOLUME("volume_kg"),
        SETS("sets"),
        WORKOUTS("workouts");

        private final String column;

        Rank(String column) {
            this.column = column;
        }
    }

    private record Ranked(TopExercise exercise, BigDecimal rank) {}

    /** A page of the exercises that the user did most on these days. */
    Page<TopExercise> top(String user, Rank rank, DayRange days, PageQuery page) {
        var after = page.cursor(2);
        List<Ranked> rows = database.list(
                """
            %s
            , done AS (
                SELECT f.exercise_id, sum(f.workouts) AS workouts, sum(f.sets) AS sets, sum(f.volume_kg) AS volume_kg
                FROM figures f
                WHERE f.period BETWEEN ? AND ?
                GROUP BY f.exercise_id
                HAVING sum(f.sets) > 0
            )
            SELECT d.*, e.name, wanted.unit
            FROM wanted CROSS JOIN done d
            JOIN exercise e ON e.user_id = wanted.user_id AND e.id = d.exercise_id
            WHERE (d.%s, d.exercise_id) < (?, ?)
            ORDER BY d.%s DESC, d.exercise_id DESC
            LIMIT ?
            """.formatted(FigureSource.STORED.with(Granularity.DAY), rank.column, rank.column),
                row -> {
                    WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
                    return new Ranked(
                            new TopExercise(
                                    new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                                    row.getInt("workouts"),
                                    row.getInt("sets"),
                                    unit.ofKilograms(row.getBigDecimal("volume_kg")),
                                    unit),
                            row.getBigDecimal(rank.column));
                },
                user,
                days.from(),
                days.to(),
                after.map(cursor -> cursor.decimal(0)).orElse(MORE_THAN_ANY),
                after.map(cursor -> cursor.uuid(1)).orElse(new UUID(-1, -1)),
                page.limitPlusOne());
        return Page.of(
                        rows,
                        page,
                        last -> Cursor.after(
                                last.rank().toPlainString(),
                                last.exercise().exercise().id()))
                .map(Ranked::exercise);
    }
}
