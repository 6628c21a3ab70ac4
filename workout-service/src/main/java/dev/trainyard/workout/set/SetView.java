package dev.trainyard.workout.set;

import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What a client sees of a set.
 *
 * @param number its place in the workout, from 1
 * @param weight in {@code unit}, the one that it was logged in
 * @param distanceMeters of imported sets that have one, as {@code durationSeconds}
 * @param e1rm null without a weight or repetitions
 */
public record SetView(
        UUID id,
        int number,
        ExerciseView exercise,
        SetType type,
        BigDecimal weight,
        WeightUnit unit,
        Integer reps,
        BigDecimal rpe,
        BigDecimal distanceMeters,
        BigDecimal durationSeconds,
        Instant performedAt,
        OneRepMax e1rm) {

    /** Numbers are shown without needless zeros, however they were written or are stored. */
    public SetView {
        rpe = plain(rpe);
        distanceMeters = plain(distanceMeters);
        durationSeconds = plain(durationSeconds);
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** The columns that {@link #of} reads, of {@code workout_set s} and its {@code exercise e}. */
    public static final String COLUMNS = """
            s.id AS set_id, s.number, e.id AS exercise_id, e.name AS exercise_name, s.type, s.weight_kg, s.unit,
            s.reps, s.rpe, s.distance_m, s.duration_seconds, s.performed_at, s.e1rm_kg""";

    /** A row with {@link #COLUMNS}. */
    public static SetView of(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        Integer reps = row.getObject("reps", Integer.class);
        return new SetView(
                row.getObject("set_id", UUID.class),
                row.getInt("number"),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("exercise_name")),
                SetType.ofCode(row.getString("type")),
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                unit,
                reps,
                row.getBigDecimal("rpe"),
                row.getBigDecimal("distance_m"),
                row.getBigDecimal("duration_seconds"),
                row.getObject("performed_at", OffsetDateTime.class).toInstant(),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), reps, unit));
    }
}
