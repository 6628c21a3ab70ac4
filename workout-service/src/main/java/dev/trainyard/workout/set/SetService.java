package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.record.RecordLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Changes sets that are there, and puts the records right that hang on them; each call is one transaction. */
@ApplicationScoped
class SetService {

    // By itself, and not in one query with the set: a row that is waited for is looked at again, but not what is joined
    // to it, so that a set whose exercise has just changed would not be found.
    private static final String LOCK_WORKOUTS =
            "SELECT id FROM workout WHERE user_id = ? AND id = ANY (?) ORDER BY id FOR NO KEY UPDATE";

    private static final String FIND = """
            SELECT %s
            FROM workout_set s
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE s.user_id = ? AND s.workout_id = ?
            """.formatted(SetView.COLUMNS);

    private static final String CHANGE = """
            UPDATE workout_set s
            SET exercise_id = ?, type = ?, load = given.load, weight_kg = %s,
                added_kg = CASE WHEN given.load <> 'external' THEN given.kg END, body_weight_kg = given.body_kg,
                unit = ?, reps = ?, rpe = ?, rir = ?, distance_m = ?, duration_seconds = ?, superset = ?,
                rest_seconds = ?, notes = ?, performed_at = ?
            FROM (
                SELECT now_load.load, coalesce(?::numeric, s.added_kg, s.weight_kg) AS kg,
                       CASE WHEN now_load.load <> 'external' AND NOT ? THEN
                           coalesce(?::numeric, s.body_weight_kg, (%s)) END AS body_kg
                FROM workout_set s, (SELECT ? AS load) now_load
                WHERE s.user_id = ? AND s.id = ?
            ) AS given
            WHERE s.user_id = ? AND s.id = ?
            """.formatted(
                    SetLoad.counted("given.load", "given.kg", "given.body_kg"),
                    SetLoad.newestBodyWeight("?", "?::timestamptz"));

    // Away from all numbers in use, since each has to be unique at every moment.
    private static final int OUT_OF_THE_WAY = 1_000_000;

    private final Database database;
    private final ExerciseStore exercises;
    private final RecordLedger records;

    SetService(Database database, ExerciseStore exercises, RecordLedger records) {
        this.database = database;
        this.exercises = exercises;
        this.records = records;
    }

    /** Changes what the patch names. */
    @Transactional
    SetView change(String user, UUID workout, UUID set, SetPatch patch) {
        lock(user, workout);
        SetView before = find(user, workout, set);
        SetDraft after = patch.appliedTo(before).checked("");
        UUID exercise = patch.exercise() == null ? before.exercise().id() : exerciseOf(user, patch.exercise());
        List<UUID> touched = List.of(before.exercise().id(), exercise);
        records.lock(user, touched);
        database.update(
                CHANGE,
                exercise,
                after.type().code(),
                after.unit().symbol(),
                after.reps(),
                after.rpe(),
                after.rir(),
                after.distanceMeters(),
                after.durationSeconds(),
                after.superset(),
                after.restSeconds(),
                after.notes(),
                after.performedAt(),
                patch.weight() == null ? null : after.weightKg(),
                patch.forgetsBodyWeight(),
                after.bodyWeightKg(),
                user,
                after.performedAt(),
                user,
                after.load().code(),
                user,
                set,
                user,
                set);
        records.recompute(user, touched);
        return find(user, workout, set);
    }

    /** Removes the set; the numbers of the others stay. */
    @Transactional
    void delete(String user, UUID workout, UUID set) {
        lock(user, workout);
        List<UUID> touched = List.of(find(user, workout, set).exercise().id());
        records.lock(user, touched);
        database.update("DELETE FROM workout_set WHERE user_id = ? AND id = ?", user, set);
        records.recompute(user, touched);
    }

    /** Moves the set to a place of its workout or of another one, whose sets are numbered anew from 1. */
    @Transactional
    SetView move(String user, UUID workout, UUID set, SetMove move) {
        UUID target = move.workoutId() == null ? workout : move.workoutId();
        List<UUID> workouts = lock(user, workout, target);
        SetView before = find(user, workout, set);
        if (!workouts.contains(target)) {
            throw Problem.notFound("workout");
        }
        List<UUID> touched = List.of(before.exercise().id());
        records.lock(user, touched);
        List<UUID> order = idsOf(user, target);
        order.remove(set);
        if (order.size() >= SetBounds.MAX_SETS) {
            throw SetRefusals.full();
        }
        int place = move.number() == null ? order.size() : Math.min(move.number() - 1, order.size());
        order.add(place, set);
        database.update(
                "UPDATE workout_set SET workout_id = ?, number = ? WHERE user_id = ? AND id = ?",
                target,
                2 * OUT_OF_THE_WAY,
                user,
                set);
        number(user, target, order);
        records.recompute(user, touched);
        return find(user, target, set);
    }

    /** Puts the sets of a workout into the order of {@code wanted}, which names each of them once; numbers start at 1. */
    @Transactional
    List<SetView> order(String user, UUID workout, List<UUID> wanted) {
        if (lock(user, workout).isEmpty()) {
            throw Problem.notFound("workout");
        }
        List<UUID> there = idsOf(user, workout);
        if (wanted.size() != there.size() || !new HashSet<>(wanted).equals(new HashSet<>(there))) {
            throw Problem.invalid(Violation.inBody("/sets", "must name each set of the workout once"));
        }
        List<UUID> touched = database.list(
                "SELECT DISTINCT exercise_id FROM workout_set WHERE user_id = ? AND workout_id = ? ORDER BY exercise_id",
                row -> row.getObject(1, UUID.class),
                user,
                workout);
        records.lock(user, touched);
        number(user, workout, wanted);
        // The last set of an exercise holds the record of the workout's volume.
        records.recompute(user, touched);
        return database.list(FIND + " ORDER BY s.number", SetView::of, user, workout);
    }

    private void number(String user, UUID workout, List<UUID> order) {
        database.update(
                "UPDATE workout_set SET number = number + ? WHERE user_id = ? AND workout_id = ?",
                OUT_OF_THE_WAY,
                user,
                workout);
        database.update("""
                UPDATE workout_set s SET number = wanted.number
                FROM unnest(?) WITH ORDINALITY AS wanted (id, number)
                WHERE s.user_id = ? AND s.id = wanted.id
                """, order.toArray(UUID[]::new), user);
        database.update("UPDATE workout SET last_number = ? WHERE user_id = ? AND id = ?", order.size(), user, workout);
    }

    /** Takes the workouts for this transaction, so that who changes sets of one takes turns; those that are there. */
    private List<UUID> lock(String user, UUID... workouts) {
        return database.list(LOCK_WORKOUTS, row -> row.getObject(1, UUID.class), user, workouts);
    }

    private List<UUID> idsOf(String user, UUID workout) {
        return database.list(
                "SELECT id FROM workout_set WHERE user_id = ? AND workout_id = ? ORDER BY number",
                row -> row.getObject(1, UUID.class),
                user,
                workout);
    }

    private SetView find(String user, UUID workout, UUID set) {
        return database.one(FIND + " AND s.id = ?", SetView::of, user, workout, set)
                .orElseThrow(() -> Problem.notFound("set"));
    }

    private UUID exerciseOf(String user, ExerciseReference reference) {
        return exercises
                .findOrMake(user, reference)
                .orElseThrow(() -> Problem.notFound("exercise"))
                .id();
    }
}
