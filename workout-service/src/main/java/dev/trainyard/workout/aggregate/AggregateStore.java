package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads figures of a user by one query, whichever source they come from. */
@ApplicationScoped
class AggregateStore {

    private static final UUID FIRST_ID = new UUID(0, 0);

    private static final String BY_EXERCISE = """
            %s
            , page AS (
                SELECT f.*
                FROM wanted CROSS JOIN figures f
                WHERE %s AND (f.period, f.exercise_id) > (?, ?)
                ORDER BY f.period, f.exercise_id
                LIMIT ?
            )
            SELECT page.*, e.name, wanted.unit
            FROM wanted CROSS JOIN page
            JOIN exercise e ON e.user_id = wanted.user_id AND e.id = page.exercise_id
            ORDER BY page.period, page.exercise_id
            """;

    private static final String BY_MUSCLE = """
            %s
            , shared AS (
                SELECT f.*, m.muscle, wanted.unit, CASE m.role WHEN 'primary' THEN 1 ELSE 0.5 END AS share
                FROM wanted CROSS JOIN figures f
                JOIN exercise_resolution_cache r ON r.user_id = wanted.user_id AND r.exercise_id = f.exercise_id
                JOIN master_exercise_muscle m ON m.master_exercise_id = r.master_exercise_id
                WHERE f.sets > 0 AND %s AND (f.period, m.muscle) > (?, ?)
            )
            SELECT period, muscle, unit, count(*) AS exercises, sum(share * sets) AS sets, sum(share * reps) AS reps,
                   sum(share * volume_kg) AS volume_kg
            FROM shared
            GROUP BY period, muscle, unit
            ORDER BY period, muscle
            LIMIT ?
            """;

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "incremental-aggregates",
            "Figures of days, weeks and months as a worker keeps them, instead of from all sets");

    private final Database database;
    private final Rollouts rollouts;

    AggregateStore(Database database, Rollouts rollouts) {
        this.database = database;
        this.rollouts = rollouts;
    }

    /**
     * Which figures are wanted.
     *
     * @param exercise of one exercise alone, if any is named; so {@code muscle}
     */
    record Question(Granularity granularity, DayRange days, Optional<UUID> exercise, Optional<String> muscle) {}

    /** A page of the user's figures per stretch and exercise, oldest first. */
    Page<ExerciseFigures> byExercise(String user, Question question, PageQuery page) {
        return rollouts.read(
                ROLLOUT.name(),
                user,
                () -> byExercise(FigureSource.RECOMPUTED, user, question, page),
                () -> byExercise(FigureSource.STORED, user, question, page));
    }

    /** A page of the user's figures per stretch and muscle, oldest first. */
    Page<MuscleFigures> byMuscle(String user, Question question, PageQuery page) {
        return rollouts.read(
                ROLLOUT.name(),
                user,
                () -> byMuscle(FigureSource.RECOMPUTED, user, question, page),
                () -> byMuscle(FigureSource.STORED, user, question, page));
    }

    Page<ExerciseFigures> byExercise(FigureSource source, String user, Question question, PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        List<ExerciseFigures> rows = database.list(
                sql(BY_EXERCISE, source, question),
                row -> exerciseFigures(row, question.granularity()),
                parameters(
                        user,
                        question,
                        after.map(cursor -> DayRange.ofCursor(cursor, 0)).orElse(DayRange.BEGINNING),
                        after.map(cursor -> cursor.uuid(1)).orElse(FIRST_ID),
                        page.limitPlusOne()));
        return Page.of(
                rows,
                page,
                last -> Cursor.after(
                        DayRange.toCursor(last.from()), last.exercise().id()));
    }

    Page<MuscleFigures> byMuscle(FigureSource source, String user, Question question, PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        List<MuscleFigures> rows = database.list(
                sql(BY_MUSCLE, source, question),
                row -> muscleFigures(row, question.granularity()),
                parameters(
                        user,
                        question,
                        after.map(cursor -> DayRange.ofCursor(cursor, 0)).orElse(DayRange.BEGINNING),
                        after.map(cursor -> cursor.text(1)).orElse(""),
                        page.limitPlusOne()));
        return Page.of(rows, page, last -> Cursor.after(DayRange.toCursor(last.from()), last.muscle()));
    }

    /**
     * With a condition only for what is named: with one for both cases PostgreSQL would plan anew for each request, which
     * takes ten times as long as the rest.
     */
    private static String sql(String query, FigureSource source, Question question) {
        Granularity granularity = question.granularity();
        // A stretch is covered as soon as one of its days is.
        String covered =
                "f.period >= %s AND f.period <= ?".formatted(granularity.startOf("?::date", "wanted.first_weekday"));
        String named = (question.exercise().isPresent() ? " AND f.exercise_id = ?" : "")
                + (question.muscle().isPresent() ? " AND m.muscle = ?" : "");
        return query.formatted(source.with(granularity), covered + named);
    }

    /** Of such a statement: the user, the days, what is named, then the last row of the page before and the limit. */
    private static Object[] parameters(String user, Question question, Object... page) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(user);
        parameters.add(question.days().from());
        parameters.add(question.days().to());
        question.exercise().ifPresent(parameters::add);
        question.muscle().ifPresent(parameters::add);
        Collections.addAll(parameters, page);
        return parameters.toArray();
    }

    private static ExerciseFigures exerciseFigures(ResultSet row, Granularity granularity) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        LocalDate from = row.getObject("period", LocalDate.class);
        BigDecimal maxWeight = row.getBigDecimal("max_weight_kg");
        return new ExerciseFigures(
                from,
                granularity.lastDayFrom(from),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                row.getInt("workouts"),
                row.getInt("sets"),
                row.getInt("warmup_sets"),
                row.getLong("reps"),
                unit.ofKilograms(row.getBigDecimal("volume_kg")),
                maxWeight == null ? null : unit.ofKilograms(maxWeight),
                OneRepMax.of(row.getBigDecimal("best_e1rm_kg"), row.getObject("best_e1rm_reps", Integer.class), unit),
                unit);
    }

    private static MuscleFigures muscleFigures(ResultSet row, Granularity granularity) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        LocalDate from = row.getObject("period", LocalDate.class);
        return new MuscleFigures(
                from,
                granularity.lastDayFrom(from),
                row.getString("muscle"),
                row.getInt("exercises"),
                plain(row.getBigDecimal("sets")),
                plain(row.getBigDecimal("reps")),
                unit.ofKilograms(row.getBigDecimal("volume_kg")),
                unit,
                MuscleFigures.FORMULA);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
