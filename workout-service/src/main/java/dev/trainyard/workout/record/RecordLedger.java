package dev.trainyard.workout.record;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.UUID;

/**
 * Keeps the records of exercises what their sets say, and writes down each change of one. A record belongs to the highest
 * value, and among equals to who reached it first.
 *
 * <p>Adding a set raises records ({@link #RAISED}); whatever else changes sets recomputes them from all sets of the
 * exercise. The volume of a workout counts once it is finished, and is held by the workout's last set of the exercise.
 */
@ApplicationScoped
public class RecordLedger {

    // What an INSERT into personal_record does, and tells, when there is a record of that kind already.
    private static final String COLUMNS =
            "user_id, exercise_id, kind, at_weight_kg, value, set_id, weight_kg, reps, achieved_at";

    private static final String TAKE = """
            ON CONFLICT (user_id, exercise_id, kind, at_weight_kg) DO UPDATE
            SET value = excluded.value, set_id = excluded.set_id, weight_kg = excluded.weight_kg, reps = excluded.reps,
                achieved_at = excluded.achieved_at
            """;

    private static final String RETURNING = """
            RETURNING new.user_id, new.exercise_id, new.kind, new.at_weight_kg, new.value, old.value AS former_value,
                      new.set_id, old.set_id AS former_set_id, new.achieved_at
            """;

    private static final String LOG = """
            INSERT INTO record_event (user_id, exercise_id, kind, at_weight_kg, value, former_value, set_id, former_set_id,
                                      achieved_at)
            SELECT user_id, exercise_id, kind, at_weight_kg, value, former_value, set_id, former_set_id, achieved_at
            """;

    /**
     * Two common table expressions for the statement that adds sets, {@code raised} and {@code logged}: the records that
     * the rows of {@code candidates} break, in one order for everybody, and their events. {@code candidates} has the
     * columns of table personal_record, and one row of a kind at most.
     */
    public static final String RAISED = """
             raised AS (
                INSERT INTO personal_record AS held (%s)
                SELECT %s FROM candidates ORDER BY exercise_id, kind, at_weight_kg
                %s
                WHERE excluded.value > held.value
                   OR (excluded.value = held.value
                       AND (excluded.achieved_at, excluded.set_id) < (held.achieved_at, held.set_id))
                %s
            ), logged AS (
                %s FROM raised
            )
            """.formatted(COLUMNS, COLUMNS, TAKE, RETURNING, LOG);

    // Whoever adds a set holds its exercise by a share of its key: those under way are waited for, later ones wait.
    private static final String LOCK = "SELECT FROM exercise WHERE user_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE";

    static final String RECOMPUTE = """
            WITH counted AS (
                SELECT s.* FROM workout_set s WHERE s.user_id = ? AND s.exercise_id = ANY (?)
            ), candidates AS (
                SELECT s.user_id, s.exercise_id, record.kind, record.at_weight_kg, record.value, s.id AS set_id,
                       s.weight_kg, s.reps, s.performed_at AS achieved_at
                FROM counted s,
                     set_records(s.type, s.load, s.added_kg, s.weight_kg, s.reps, s.e1rm_kg) AS record
                UNION ALL
                SELECT s.user_id, s.exercise_id, 'workout_volume', 0, sum(s.weight_kg * s.reps),
                       (array_agg(s.id ORDER BY s.number DESC))[1], (array_agg(s.weight_kg ORDER BY s.number DESC))[1],
                       (array_agg(s.reps ORDER BY s.number DESC))[1], w.finished_at
                FROM counted s JOIN workout w ON w.user_id = s.user_id AND w.id = s.workout_id
                WHERE w.finished_at IS NOT NULL AND s.type <> 'warmup' AND s.reps IS NOT NULL
                GROUP BY s.user_id, s.exercise_id, w.id, w.finished_at
                HAVING sum(s.weight_kg * s.reps) > 0
            ), best AS MATERIALIZED (
                SELECT DISTINCT ON (exercise_id, kind, at_weight_kg) *
                FROM candidates
                ORDER BY exercise_id, kind, at_weight_kg, value DESC, achieved_at, set_id
            ), retracted AS (
                DELETE FROM personal_record held
                WHERE held.user_id = ? AND held.exercise_id = ANY (?)
                  AND NOT EXISTS (
                      SELECT FROM best
                      WHERE best.exercise_id = held.exercise_id AND best.kind = held.kind
                        AND best.at_weight_kg = held.at_weight_kg)
                RETURNING user_id, exercise_id, kind, at_weight_kg, NULL::numeric AS value, value AS former_value,
                          NULL::uuid AS set_id, set_id AS former_set_id, NULL::timestamptz AS achieved_at
            ), restored AS (
                INSERT INTO personal_record AS held (%s)
                SELECT %s FROM best ORDER BY exercise_id, kind, at_weight_kg
                %s
                WHERE (held.value, held.set_id, held.weight_kg, held.reps, held.achieved_at)
                      IS DISTINCT FROM (excluded.value, excluded.set_id, excluded.weight_kg, excluded.reps,
                                        excluded.achieved_at)
                %s
            ), changed AS (
                SELECT * FROM retracted UNION ALL SELECT * FROM restored
            )
            %s FROM changed
            WHERE (value, set_id) IS DISTINCT FROM (former_value, former_set_id)
            """.formatted(COLUMNS, COLUMNS, TAKE, RETURNING, LOG);

    // The workout is the caller's and finished; its exercises are held against those who recompute.
    static final String COUNT_WORKOUT = """
            WITH volumes AS (
                SELECT exercise_id, sum(weight_kg * reps) AS value, (array_agg(id ORDER BY number DESC))[1] AS set_id,
                       (array_agg(weight_kg ORDER BY number DESC))[1] AS weight_kg,
                       (array_agg(reps ORDER BY number DESC))[1] AS reps
                FROM workout_set
                WHERE user_id = ? AND workout_id = ? AND type <> 'warmup' AND reps IS NOT NULL
                GROUP BY exercise_id
                HAVING sum(weight_kg * reps) > 0
            ), held_exercises AS (
                SELECT id FROM exercise WHERE user_id = ? AND id IN (SELECT exercise_id FROM volumes)
                ORDER BY id FOR KEY SHARE
            ), candidates AS (
                SELECT w.user_id, v.exercise_id, 'workout_volume' AS kind, 0::numeric AS at_weight_kg, v.value, v.set_id,
                       v.weight_kg, v.reps, w.finished_at AS achieved_at
                FROM held_exercises h
                JOIN volumes v ON v.exercise_id = h.id
                JOIN workout w ON w.user_id = ? AND w.id = ?
            ), %s
            SELECT FROM raised
            """.formatted(RAISED);

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
        database.update(RECOMPUTE, user, ids, user, ids);
    }

    /** Counts the volumes of a workout that the caller's transaction has just finished. */
    @Transactional(TxType.MANDATORY)
    public void countVolumes(String user, UUID workout) {
        database.list(COUNT_WORKOUT, row -> null, user, workout, user, user, workout);
    }
}
