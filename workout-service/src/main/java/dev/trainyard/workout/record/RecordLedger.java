package dev.trainyard.workout.record;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.UUID;

/**
 * Puts the records of exercises right after their sets changed in any way but by adding one. A record belongs to the
 * highest value, and among equals to who reached it first.
 */
@ApplicationScoped
public class RecordLedger {

    // Whoever adds a set holds its exercise by a share of its key: those under way are waited for, later ones wait.
    private static final String LOCK = "SELECT FROM exercise WHERE user_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE";

    private static final String BEST = """
            SELECT DISTINCT ON (s.exercise_id, candidate.kind, candidate.at_weight_kg)
                   s.user_id, s.exercise_id, candidate.kind, candidate.at_weight_kg, candidate.value, s.id AS set_id,
                   s.weight_kg, s.reps, s.performed_at AS achieved_at
            FROM workout_set s, record_candidates(s.type, s.weight_kg, s.reps, s.e1rm_kg) AS candidate
            WHERE s.user_id = ? AND s.exercise_id = ANY (?)
            ORDER BY s.exercise_id, candidate.kind, candidate.at_weight_kg, candidate.value DESC, s.performed_at, s.id
            """;

    private static final String RETRACT = """
            WITH best AS (%s)
            DELETE FROM personal_record held
            WHERE held.user_id = ? AND held.exercise_id = ANY (?)
              AND NOT EXISTS (
                  SELECT FROM best
                  WHERE best.exercise_id = held.exercise_id AND best.kind = held.kind
                    AND best.at_weight_kg = held.at_weight_kg)
            """.formatted(BEST);

    private static final String RESTORE = """
            INSERT INTO personal_record AS held (user_id, exercise_id, kind, at_weight_kg, value, set_id, weight_kg,
                                                 reps, achieved_at)
            %s
            ON CONFLICT (user_id, exercise_id, kind, at_weight_kg) DO UPDATE
            SET value = excluded.value, set_id = excluded.set_id, weight_kg = excluded.weight_kg, reps = excluded.reps,
                achieved_at = excluded.achieved_at
            WHERE (held.value, held.set_id, held.weight_kg, held.reps, held.achieved_at)
                  IS DISTINCT FROM (excluded.value, excluded.set_id, excluded.weight_kg, excluded.reps,
                                    excluded.achieved_at)
            """.formatted(BEST);

    private final Database database;

    RecordLedger(Database database) {
        this.database = database;
    }

    /**
     * Keeps sets from being added to these exercises until the caller's transaction ends. To be called before any of
     * their sets is changed: a lock that comes after a change may wait for somebody who waits for the change.
     */
    @Transactional(TxType.MANDATORY)
    public void lock(String user, Collection<UUID> exercises) {
        database.list(LOCK, row -> null, user, exercises.toArray(UUID[]::new));
    }

    /** Makes the records of these exercises, which the caller has locked, what their sets say. */
    @Transactional(TxType.MANDATORY)
    public void recompute(String user, Collection<UUID> exercises) {
        UUID[] ids = exercises.toArray(UUID[]::new);
        database.update(RETRACT, user, ids, user, ids);
        database.update(RESTORE, user, ids);
    }
}
