package dev.trainyard.workout.workout;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.set.SetView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes workouts, each time by one statement. */
@ApplicationScoped
class WorkoutStore {

    private static final String READ = """
            SELECT w.id, w.name, w.notes, w.started_at, w.finished_at, %s
            FROM workout w
            LEFT JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
            LEFT JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE w.user_id = ?
            """.formatted(SetView.COLUMNS);

    private static final String IN_ORDER = " ORDER BY s.number";

    static final String READ_ONE = READ + "AND w.id = ?" + IN_ORDER;
    static final String READ_ACTIVE = READ + "AND w.finished_at IS NULL" + IN_ORDER;

    static final String LIST = """
            SELECT w.id, w.name, w.started_at, w.finished_at,
                   (SELECT count(*) FROM workout_set s WHERE s.user_id = w.user_id AND s.workout_id = w.id)
            FROM workout w
            WHERE w.user_id = ? AND (w.started_at, w.id) < (?, ?)
            ORDER BY w.started_at DESC, w.id DESC
            LIMIT ?
            """;

    static final String EXERCISES =
            "SELECT DISTINCT exercise_id FROM workout_set WHERE user_id = ? AND workout_id = ? ORDER BY exercise_id";

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Database database;

    WorkoutStore(Database database) {
        this.database = database;
    }

    /**
     * Starts a workout, unless there is an active one, or one of that id: the unique indexes decide, however many try at
     * once.
     */
    Optional<WorkoutView> start(String user, WorkoutDraft draft, Instant startedAt) {
        return database.one(
                """
                INSERT INTO workout (user_id, id, name, notes, started_at)
                VALUES (?, coalesce(?::uuid, uuidv7()), ?, ?, ?)
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                row -> new WorkoutView(
                        row.getObject(1, UUID.class), draft.name(), draft.notes(), startedAt, null, List.of()),
                user,
                draft.id(),
                draft.name(),
                draft.notes(),
                startedAt);
    }

    Optional<WorkoutView> find(String user, UUID id) {
        return read(READ_ONE, user, id);
    }

    Optional<WorkoutView> findActive(String user) {
        return read(READ_ACTIVE, user);
    }

    /** A page of the user's workouts, newest first. */
    Page<WorkoutSummary> list(String user, PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        List<WorkoutSummary> rows = database.list(
                LIST,
                row -> new WorkoutSummary(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        instant(row, 4),
                        row.getInt(5)),
                user,
                after.map(cursor -> cursor.instant(0)).orElse(END_OF_TIME),
                after.map(cursor -> cursor.uuid(1)).orElse(LAST_ID),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.startedAt(), last.id()));
    }

    /**
     * Finishes the workout if it is active and began before; whether it did.
     *
     * @param finishedAt now when null, or when it starts, of a workout that a clock ahead of ours has started
     */
    boolean finish(String user, UUID id, Instant finishedAt) {
        return database.update("""
                        UPDATE workout SET finished_at = coalesce(?::timestamptz, greatest(now(), started_at))
                        WHERE user_id = ? AND id = ? AND finished_at IS NULL
                          AND started_at <= coalesce(?::timestamptz, started_at)
                        """, finishedAt, user, id, finishedAt) == 1;
    }

    /** Changes what is not null; whether the workout still ends after it began. */
    boolean change(String user, UUID id, WorkoutPatch patch) {
        return database.update(
                        """
                        UPDATE workout
                        SET name = CASE WHEN ? THEN ? ELSE name END, notes = CASE WHEN ? THEN ? ELSE notes END,
                            started_at = coalesce(?::timestamptz, started_at),
                            finished_at = coalesce(?::timestamptz, finished_at)
                        WHERE user_id = ? AND id = ?
                          AND (finished_at IS NULL
                               OR coalesce(?::timestamptz, started_at) <= coalesce(?::timestamptz, finished_at))
                        """,
                        patch.name() != null,
                        patch.name() == null ? null : patch.name().orElse(null),
                        patch.notes() != null,
                        patch.notes() == null ? null : patch.notes().orElse(null),
                        patch.startedAt(),
                        patch.finishedAt(),
                        user,
                        id,
                        patch.startedAt(),
                        patch.finishedAt())
                == 1;
    }

    /** Takes the workout for this transaction, so that no set is added to it meanwhile; whether it is there. */
    boolean lock(String user, UUID id) {
        return database.one(
                        "SELECT FROM workout WHERE user_id = ? AND id = ? FOR UPDATE", row -> Boolean.TRUE, user, id)
                .isPresent();
    }

    /** The exercises of the workout's sets. */
    List<UUID> exercisesOf(String user, UUID id) {
        return database.list(EXERCISES, row -> row.getObject(1, UUID.class), user, id);
    }

    /** Removes the workout with its sets. */
    void delete(String user, UUID id) {
        database.update("DELETE FROM workout WHERE user_id = ? AND id = ?", user, id);
    }

    /** One row a set, or one without a set; all of one workout. */
    private Optional<WorkoutView> read(String sql, Object... parameters) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return workout(rows);
                }
            }
        });
    }

    private static Optional<WorkoutView> workout(ResultSet rows) throws SQLException {
        WorkoutView workout = null;
        List<SetView> sets = new ArrayList<>();
        while (rows.next()) {
            if (workout == null) {
                workout = new WorkoutView(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                        instant(rows, 5),
                        sets);
            }
            if (rows.getObject("set_id") != null) {
                sets.add(SetView.of(rows));
            }
        }
        return Optional.ofNullable(workout);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
