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
 * @param weight in {@code unit}, the one that it was logged in; added or helping, as {@code load} says
 * @param load external, bodyweight or assisted
 * @param bodyWeight of a load of body weight, in {@code unit}; null while it is not known
 * @param e1rm of all that was moved; null without a load or repetitions
 */
public record SetView(
        UUID id,
        int number,
        ExerciseView exercise,
        SetType type,
        BigDecimal weight,
        WeightUnit unit,
        Load load,
        BigDecimal bodyWeight,
        Integer reps,
        BigDecimal rpe,
        BigDecimal rir,
        BigDecimal distanceMeters,
        BigDecimal durationSeconds,
        Integer superset,
        Integer restSeconds,
        String notes,
        Instant performedAt,
        OneRepMax e1rm) {

    /** Numbers are shown without needless zeros, however they were written or are stored. */
    public SetView {
        rpe = plain(rpe);
        rir = plain(rir);
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
            s.id AS set_id, s.number, e.id AS exercise_id, e.name AS exercise_name, s.type,
            coalesce(s.added_kg, s.weight_kg) AS shown_kg, s.unit, s.load, s.body_weight_kg, s.reps, s.rpe, s.rir,
            s.distance_m, s.duration_seconds, s.superset, s.rest_seconds, s.notes AS set_notes, s.performed_at,
            s.e1rm_kg""";

    /** A row with {@link #COLUMNS}. */
    public static SetView of(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        Integer reps = row.getObject("reps", Integer.class);
        BigDecimal bodyWeight = row.getBigDecimal("body_weight_kg");
        return new SetView(
                row.getObject("set_id", UUID.class),
                row.getInt("number"),
                new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("exercise_name")),
                SetType.ofCode(row.getString("type")),
                unit.ofKilograms(row.getBigDecimal("shown_kg")),
                unit,
                Load.ofCode(row.getString("load")),
                bodyWeight == null ? null : unit.ofKilograms(bodyWeight),
                reps,
                row.getBigDecimal("rpe"),
                row.getBigDecimal("rir"),
                row.getBigDecimal("distance_m"),
                row.getBigDecimal("duration_seconds"),
                row.getObject("superset", Integer.class),
                row.getObject("rest_seconds", Integer.class),
                row.getString("set_notes"),
                row.getObject("performed_at", OffsetDateTime.class).toInstant(),
                OneRepMax.of(row.getBigDecimal("e1rm_kg"), reps, unit));
    }
}
