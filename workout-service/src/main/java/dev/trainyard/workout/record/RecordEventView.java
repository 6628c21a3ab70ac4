package dev.trainyard.workout.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A change of a personal record.
 *
 * @param kind as of a {@link RecordView}
 * @param change {@code raised}, {@code lowered} (the set that held it changed or went, and another one holds it),
 *     {@code moved} (as high as before, by another set) or {@code retracted} (nothing holds it any more)
 * @param atWeight of {@code reps_at_weight}, in {@code unit}; null otherwise
 * @param value null when it was retracted
 * @param previous null for the first of its kind
 * @param unit of the weights and volumes
 * @param setId the set that holds it since, which may have gone later
 * @param recordedAt when it was written down
 */
@JsonInclude
record RecordEventView(
        UUID id,
        ExerciseView exercise,
        String kind,
        String change,
        BigDecimal atWeight,
        BigDecimal value,
        BigDecimal previous,
        WeightUnit unit,
        UUID setId,
        Instant achievedAt,
        Instant recordedAt) {

    /** A row with the columns of record_event, and exercise_id, name and unit. */
    static RecordEventView of(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        String kind = row.getString("kind");
        boolean isOfReps = kind.equals("reps_at_weight");
        BigDecimal value = row.getBigDecimal("value");
        BigDecimal former = row.getBigDecimal("former_value");
        OffsetDateTime achievedAt = row.getObject("achieved_at", OffsetDateTime.class);
        return new RecordEventView(
                row.getObject("id", UUID.class),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                kind,
                change(value, former),
                isOfReps ? unit.ofKilograms(row.getBigDecimal("at_weight_kg")) : null,
                shown(value, isOfReps, unit),
                shown(former, isOfReps, unit),
                unit,
                row.getObject("set_id", UUID.class),
                achievedAt == null ? null : achievedAt.toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static BigDecimal shown(BigDecimal value, boolean isOfReps, WeightUnit unit) {
        return value == null || isOfReps ? value : unit.ofKilograms(value);
    }

    private static String change(BigDecimal value, BigDecimal former) {
        if (value == null) {
            return "retracted";
        }
        int difference = former == null ? 1 : value.compareTo(former);
        return difference == 0 ? "moved" : difference > 0 ? "raised" : "lowered";
    }
}
