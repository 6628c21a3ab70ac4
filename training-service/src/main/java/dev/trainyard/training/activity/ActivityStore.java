package dev.trainyard.training.activity;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table activity: one statement for each thing that is done with it, always bound to the user first. */
@ApplicationScoped
class ActivityStore {

    private static final String COLUMNS = """
            id, version, type, started_at, duration_seconds, distance_meters, elevation_gain_meters,
            average_heart_rate, max_heart_rate, rpe, name, notes, external_id, created_at, updated_at
            """;

    private static final String INSERT = """
            INSERT INTO activity (type, started_at, duration_seconds, distance_meters, elevation_gain_meters,
                average_heart_rate, max_heart_rate, rpe, name, notes, external_id, user_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, external_id) DO NOTHING
            RETURNING
            """ + COLUMNS;

    private static final String UPDATE = """
            UPDATE activity
            SET type = ?, started_at = ?, duration_seconds = ?, distance_meters = ?, elevation_gain_meters = ?,
                average_heart_rate = ?, max_heart_rate = ?, rpe = ?, name = ?, notes = ?, external_id = ?,
                version = version + 1, updated_at = now()
            WHERE user_id = ? AND id = ? AND version = ?
            RETURNING
            """ + COLUMNS;

    private static final String DELETE =
            "DELETE FROM activity WHERE user_id = ? AND id = ? AND version = coalesce(?, version)";

    private static final String FIND = "SELECT " + COLUMNS + "FROM activity WHERE user_id = ? AND id = ?";

    static final String FIND_BY_EXTERNAL_ID = "SELECT id FROM activity WHERE user_id = ? AND external_id = ?";

    // Every bound is always there, so that a generic plan, too, reads just the page from the index.
    static final String LIST = "SELECT " + COLUMNS + """
            FROM activity
            WHERE user_id = ? AND started_at >= ? AND started_at < ? AND (started_at, id) < (?, ?)
                AND type = coalesce(?, type)
            ORDER BY started_at DESC, id DESC
            LIMIT ?
            """;

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final Database database;

    ActivityStore(Database database) {
        this.database = database;
    }

    /** Adds an activity; empty when the user has one with this external id. */
    Optional<Activity> insert(String user, ActivityDraft draft) {
        return database.one(INSERT, ActivityStore::activity, parameters(draft, user));
    }

    /** Replaces what the user set; empty when {@code version} is not the activity's version any more. */
    Optional<Activity> update(String user, UUID id, long version, ActivityDraft draft) {
        return database.one(UPDATE, ActivityStore::activity, parameters(draft, user, id, version));
    }

    Optional<Activity> find(String user, UUID id) {
        return database.one(FIND, ActivityStore::activity, user, id);
    }

    Optional<UUID> findByExternalId(String user, String externalId) {
        return database.one(FIND_BY_EXTERNAL_ID, row -> row.getObject("id", UUID.class), user, externalId);
    }

    /** Newest first. */
    Page<Activity> list(String user, ActivityFilter filter, PageQuery page) {
        Instant before = filter.before();
        Optional<Cursor> cursor = page.cursor(2);
        List<Activity> rows = database.list(
                LIST,
                ActivityStore::activity,
                user,
                filter.since(),
                before,
                cursor.map(last -> last.instant(0)).orElse(before),
                cursor.map(last -> last.uuid(1)).orElse(FIRST_ID),
                filter.type().map(ActivityType::code).orElse(null),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.draft().startedAt(), last.id()));
    }

    /** Deletes an activity, of any version when {@code version} is null; whether there was one. */
    boolean delete(String user, UUID id, Long version) {
        return database.update(DELETE, user, id, version) == 1;
    }

    private static Object[] parameters(ActivityDraft draft, Object... key) {
        Object[] fields = {
            draft.type().code(),
            draft.startedAt(),
            draft.durationSeconds(),
            draft.distanceMeters(),
            draft.elevationGainMeters(),
            draft.averageHeartRate(),
            draft.maxHeartRate(),
            draft.rpe(),
            draft.name(),
            draft.notes(),
            draft.externalId()
        };
        Object[] all = Arrays.copyOf(fields, fields.length + key.length);
        System.arraycopy(key, 0, all, fields.length, key.length);
        return all;
    }

    private static Activity activity(ResultSet row) throws SQLException {
        ActivityDraft draft = new ActivityDraft(
                ActivityType.of(row.getString("type")).orElseThrow(),
                instant(row, "started_at"),
                row.getInt("duration_seconds"),
                row.getBigDecimal("distance_meters"),
                row.getBigDecimal("elevation_gain_meters"),
                row.getObject("average_heart_rate", Integer.class),
                row.getObject("max_heart_rate", Integer.class),
                row.getBigDecimal("rpe"),
                row.getString("name"),
                row.getString("notes"),
                row.getString("external_id"));
        return new Activity(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                draft,
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
