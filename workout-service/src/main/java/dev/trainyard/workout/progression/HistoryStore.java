package dev.trainyard.workout.progression;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.set.SetView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what a user last did of exercises. */
@ApplicationScoped
public class HistoryStore {

    /** As many workouts as suggestions look back. */
    static final int WORKOUTS = 5;

    // Through the sets of the exercise rather than from the newest workout back: what was done once, years ago, costs
    // no
    // more than what is done each week.
    static final String READ = """
            SELECT last.workout_id, last.started_at, s.weight_kg AS moved_kg, s.load = 'external' AS is_external,
                   coalesce(s.rir, 10 - s.rpe) AS reserve, s.e1rm_kg AS estimated_kg, %s
            FROM unnest(?::uuid[]) AS wanted (exercise_id)
            CROSS JOIN LATERAL (
                SELECT w.id AS workout_id, w.started_at
                FROM workout w
                WHERE w.user_id = ? AND w.finished_at IS NOT NULL
                  AND w.id IN (SELECT done.workout_id FROM workout_set done
                               WHERE done.user_id = ? AND done.exercise_id = wanted.exercise_id)
                ORDER BY w.started_at DESC, w.id DESC
                LIMIT ?
            ) last
            JOIN workout_set s
              ON s.user_id = ? AND s.workout_id = last.workout_id AND s.exercise_id = wanted.exercise_id
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            ORDER BY wanted.exercise_id, last.started_at DESC, last.workout_id DESC, s.number
            """.formatted(SetView.COLUMNS);

    private final Database database;

    HistoryStore(Database database) {
        this.database = database;
    }

    private record Row(UUID exercise, UUID workout, Instant startedAt, PastSet set) {}

    /**
     * The last finished workouts that had each of these exercises, newest first; none for one that was never done.
     * Whatever their number, by one query.
     */
    public Map<UUID, List<PastWorkout>> last(String user, Collection<UUID> exercises) {
        List<Row> rows = database.list(
                READ,
                HistoryStore::row,
                exercises.stream().distinct().toArray(UUID[]::new),
                user,
                user,
                WORKOUTS,
                user);
        Map<UUID, List<PastWorkout>> history = new HashMap<>();
        for (Row row : rows) {
            List<PastWorkout> workouts = history.computeIfAbsent(row.exercise(), id -> new ArrayList<>());
            if (workouts.isEmpty() || !workouts.getLast().workoutId().equals(row.workout())) {
                workouts.add(new PastWorkout(row.workout(), row.startedAt(), new ArrayList<>()));
            }
            workouts.getLast().sets().add(row.set());
        }
        return history;
    }

    private static Row row(ResultSet row) throws SQLException {
        SetView shown = SetView.of(row);
        return new Row(
                shown.exercise().id(),
                row.getObject("workout_id", UUID.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                new PastSet(
                        shown,
                        shown.type(),
                        shown.reps(),
                        row.getBigDecimal("moved_kg"),
                        row.getBoolean("is_external"),
                        row.getBigDecimal("reserve"),
                        row.getBigDecimal("estimated_kg")));
    }
}
