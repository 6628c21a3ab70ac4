package dev.trainyard.workout.trend;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;

/**
 * How the best estimate of an exercise went from the week before to this one.
 *
 * @param weekStart the first day of the week
 * @param e1rm the best of the week, by {@code formula}, in {@code unit} as all weights here
 * @param previous the best of the last week before in which there was one, null for the first
 * @param change null for the first
 */
@JsonInclude
record Trend(
        LocalDate weekStart,
        ExerciseView exercise,
        BigDecimal e1rm,
        BigDecimal previous,
        BigDecimal change,
        String formula,
        WeightUnit unit) {

    /** A row with exercise_id, name, week_start, e1rm_kg, previous_kg, change_kg and unit. */
    static Trend of(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        return new Trend(
                row.getObject("week_start", LocalDate.class),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                unit.ofKilograms(row.getBigDecimal("e1rm_kg")),
                shown(row.getBigDecimal("previous_kg"), unit),
                shown(row.getBigDecimal("change_kg"), unit),
                OneRepMax.EPLEY,
                unit);
    }

    private static BigDecimal shown(BigDecimal kilograms, WeightUnit unit) {
        return kilograms == null ? null : unit.ofKilograms(kilograms);
    }
}
