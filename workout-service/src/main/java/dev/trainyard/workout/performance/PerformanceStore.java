package dev.trainyard.workout.performance;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.set.SetView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what was done of an exercise. */
@ApplicationScoped
class PerformanceStore {

    private static final String LATEST = """
            WITH latest AS (
                SELECT w.user_id, w.id, w.name, w.started_at
                FROM workout_set s
                JOIN workout w ON w.user_id = s.user_id AND w.id = s.workout_id
                WHERE s.user_id = ? AND s.exercise_id = ?
                ORDER BY w.started_at DESC, w.id DESC
                LIMIT 1
            )
            SELECT latest.id AS workout_id, latest.name AS workout_name, latest.started_at, %s
            FROM latest
            JOIN workout_set s ON s.user_id = latest.user_id AND s.workout_id = latest.id
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE e.id = ?
            ORDER BY s.number
            """.formatted(SetView.COLUMNS);

    private final Database database;

    PerformanceStore(Database database) {
        this.database = database;
    }

    private record Row(UUID workout, String name, Instant startedAt, SetView set) {}

    /** The sets of the exercise in the user's last workout that has some, empty when none has. */
    Optional<LatestPerformance> latest(String user, UUID exercise) {
        List<Row> rows = database.list(
                LATEST,
                row -> new Row(
                        row.getObject("workout_id", UUID.class),
                        row.getString("workout_name"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        SetView.of(row)),
                user,
                exercise,
                exercise);
        return rows.stream()
                .findFirst()
                .map(first -> new LatestPerformance(
                        first.set().exercise(),
                        first.workout(),
                        first.name(),
                        first.startedAt(),
                        rows.stream().map(Row::set).toList()));
    }
}
