package dev.trainyard.workout.preference;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps preferences, one row a user. */
@ApplicationScoped
public class PreferenceStore {

    private static final String READ = """
            SELECT time_zone, weight_unit, week_start, progression_type, linear_increment_kg, linear_increment_unit,
                   percentage_increment, warmup_percentages, warmup_reps, target_workouts_per_week, experience_level,
                   default_rest_seconds
            FROM preference
            WHERE user_id = ?
            """;

    private static final String MAKE = """
            INSERT INTO preference (user_id, time_zone, weight_unit) VALUES (?, ?, ?) ON CONFLICT (user_id) DO NOTHING
            """;

    private static final String CHANGE = """
            UPDATE preference
            SET time_zone = ?, weight_unit = ?, week_start = ?, progression_type = ?, linear_increment_kg = ?,
                linear_increment_unit = ?, percentage_increment = ?, warmup_percentages = ?, warmup_reps = ?,
                target_workouts_per_week = ?, experience_level = ?, default_rest_seconds = ?
            WHERE user_id = ?
            """;

    private final Database database;

    PreferenceStore(Database database) {
        this.database = database;
    }

    private record Row(Preferences preferences, boolean isDefaultIncrement) {}

    /** What the user set, or kilograms in UTC. */
    public Preferences of(String user) {
        return database.one(READ, PreferenceStore::row, user)
                .map(Row::preferences)
                .orElse(Preferences.DEFAULT);
    }

    /** Sets what the patch names, and answers with all. */
    @Transactional
    Preferences change(String user, PreferencePatch patch) {
        // There is a row to hold then: two changes of different things both stay.
        database.update(
                MAKE,
                user,
                Preferences.DEFAULT.timeZone(),
                Preferences.DEFAULT.weightUnit().symbol());
        Row before =
                database.one(READ + "FOR UPDATE", PreferenceStore::row, user).orElseThrow();
        Preferences after = patch.on(before.preferences(), before.isDefaultIncrement());
        boolean isUsual = patch.keepsUsual(before.isDefaultIncrement());
        database.update(
                CHANGE,
                after.timeZone(),
                after.weightUnit().symbol(),
                after.weekStart().code(),
                after.progressionType().code(),
                isUsual ? null : after.linearIncrement().kilograms(),
                isUsual ? null : after.linearIncrement().unit().symbol(),
                after.percentageIncrement(),
                after.warmupPercentages().toArray(BigDecimal[]::new),
                after.warmupReps().toArray(Integer[]::new),
                after.targetWorkoutsPerWeek(),
                after.experienceLevel().code(),
                after.defaultRestSeconds(),
                user);
        return after;
    }

    private static Row row(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("weight_unit"));
        Optional<Weight> increment = increment(row);
        return new Row(
                new Preferences(
                        row.getString("time_zone"),
                        unit,
                        WeekStart.ofCode(row.getString("week_start")),
                        ProgressionType.ofCode(row.getString("progression_type")),
                        increment.orElse(Preferences.usualIncrement(unit)),
                        row.getBigDecimal("percentage_increment"),
                        List.of((BigDecimal[])
                                row.getArray("warmup_percentages").getArray()),
                        List.of((Integer[]) row.getArray("warmup_reps").getArray()),
                        row.getInt("target_workouts_per_week"),
                        ExperienceLevel.ofCode(row.getString("experience_level")),
                        row.getInt("default_rest_seconds")),
                increment.isEmpty());
    }

    private static Optional<Weight> increment(ResultSet row) throws SQLException {
        BigDecimal kilograms = row.getBigDecimal("linear_increment_kg");
        return kilograms == null
                ? Optional.empty()
                : Optional.of(
                        Weight.ofKilograms(kilograms, WeightUnit.ofSymbol(row.getString("linear_increment_unit"))));
    }
}
