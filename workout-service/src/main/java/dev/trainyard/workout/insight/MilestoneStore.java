package dev.trainyard.workout.insight;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.insight.Milestone.Reached;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads by one query how far a user has come to each milestone. */
@ApplicationScoped
class MilestoneStore {

    private static final int DECIMALS = 4;

    // A set is weighed against the newest body weight that was logged at the time. What one's own weight is part of is
    // no
    // weight on a bar.
    private static final String READ = """
            WITH milestone AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::numeric[]) WITH ORDINALITY
                    AS m (lift, master, factor, place)
            ), wanted AS (
                SELECT caller.user_id, coalesce(p.time_zone, 'UTC') AS zone, coalesce(p.weight_unit, 'kg') AS unit,
                       (SELECT weight_kg FROM body_weight b WHERE b.user_id = caller.user_id ORDER BY day DESC LIMIT 1)
                           AS body_weight_kg
                FROM (SELECT ?::text AS user_id) AS caller LEFT JOIN preference p USING (user_id)
            ), lifted AS MATERIALIZED (
                SELECT m.lift, s.id, s.workout_id, s.exercise_id, s.weight_kg, s.performed_at, b.weight_kg AS body_kg
                FROM wanted
                JOIN exercise_resolution_cache r ON r.user_id = wanted.user_id
                JOIN master_exercise master ON master.id = r.master_exercise_id
                JOIN (SELECT DISTINCT lift, lower(master) AS name_key FROM milestone) m USING (name_key)
                JOIN workout_set s ON s.user_id = r.user_id AND s.exercise_id = r.exercise_id
                LEFT JOIN LATERAL (
                    SELECT b.weight_kg FROM body_weight b
                    WHERE b.user_id = wanted.user_id AND b.day <= (s.performed_at AT TIME ZONE zone)::date
                    ORDER BY b.day DESC LIMIT 1) b ON true
                WHERE s.type <> 'warmup' AND s.load = 'external' AND s.weight_kg > 0 AND s.reps IS NOT NULL
            ), best AS (
                SELECT lift, max(weight_kg / body_kg) AS ratio FROM lifted GROUP BY lift
            )
            SELECT m.lift, m.factor, wanted.unit, m.factor * wanted.body_weight_kg AS target_kg,
                   best.lift IS NOT NULL AS is_done, best.ratio, reached.*, e.name
            FROM milestone m CROSS JOIN wanted
            LEFT JOIN best ON best.lift = m.lift
            LEFT JOIN LATERAL (
                SELECT id, workout_id, exercise_id, weight_kg, performed_at, body_kg
                FROM lifted l
                WHERE l.lift = m.lift AND l.weight_kg >= m.factor * l.body_kg
                ORDER BY performed_at, id
                LIMIT 1) reached ON true
            LEFT JOIN exercise e ON e.user_id = wanted.user_id AND e.id = reached.exercise_id
            ORDER BY m.place
            """;

    private final Database database;

    MilestoneStore(Database database) {
        this.database = database;
    }

    List<Milestone> list(String user) {
        List<String> lifts = new ArrayList<>();
        List<String> masters = new ArrayList<>();
        List<String> factors = new ArrayList<>();
        for (Lift lift : Lift.values()) {
            for (BigDecimal factor : lift.factors()) {
                lifts.add(lift.name());
                masters.add(lift.master());
                factors.add(factor.toPlainString());
            }
        }
        return database.list(
                READ,
                MilestoneStore::milestone,
                lifts.toArray(String[]::new),
                masters.toArray(String[]::new),
                factors.toArray(String[]::new),
                user);
    }

    private static Milestone milestone(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        BigDecimal factor = row.getBigDecimal("factor");
        BigDecimal target = row.getBigDecimal("target_kg");
        BigDecimal ratio = row.getBigDecimal("ratio");
        Reached reached = reached(row, unit);
        return new Milestone(
                Lift.valueOf(row.getString("lift")),
                factor,
                target == null ? null : unit.ofKilograms(target),
                unit,
                ratio == null ? null : progress(ratio, factor, reached),
                ratio != null ? null : row.getBoolean("is_done") ? "no-body-weight" : "no-sets",
                reached,
                Milestone.FORMULA);
    }

    private static Reached reached(ResultSet row, WeightUnit unit) throws SQLException {
        UUID set = row.getObject("id", UUID.class);
        return set == null
                ? null
                : new Reached(
                        row.getObject("performed_at", OffsetDateTime.class).toInstant(),
                        set,
                        row.getObject("workout_id", UUID.class),
                        new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("name")),
                        unit.ofKilograms(row.getBigDecimal("weight_kg")),
                        unit.ofKilograms(row.getBigDecimal("body_kg")));
    }

    /** Rounded down, so that nearly is not quite. */
    private static BigDecimal progress(BigDecimal ratio, BigDecimal factor, Reached reached) {
        if (reached != null) {
            return BigDecimal.ONE;
        }
        BigDecimal progress = ratio.divide(factor, DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
        return progress.scale() < 0 ? progress.setScale(0) : progress;
    }
}
