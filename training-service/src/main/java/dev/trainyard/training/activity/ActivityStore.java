package dev.trainyard.training.activity;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.training.activityload.ActivityLoad;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Table activity, always bound to the user first. What is written is read back by a second statement, since the loads
 * follow by triggers, which come after what they follow.
 */
@ApplicationScoped
class ActivityStore {

    private static final String INSERT = """
            INSERT INTO activity (type, environment, started_at, duration_seconds, moving_seconds, distance_meters,
                elevation_gain_meters, average_heart_rate, max_heart_rate, rpe, name, notes, external_id, user_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, external_id) DO NOTHING
            RETURNING id
            """;

    private static final String UPDATE = """
            UPDATE activity
            SET type = ?, environment = ?, started_at = ?, duration_seconds = ?, moving_seconds = ?, distance_meters = ?,
                elevation_gain_meters = ?, average_heart_rate = ?, max_heart_rate = ?, rpe = ?, name = ?, notes = ?,
                external_id = ?, version = version + 1, updated_at = now()
            WHERE user_id = ? AND id = ? AND version = ?
            """;

    private static final String DELETE =
            "DELETE FROM activity WHERE user_id = ? AND id = ? AND version = coalesce(?, version)";

    private static final String SELECT = """
            SELECT a.id, a.version, a.type, a.environment, a.started_at, a.duration_seconds, a.moving_seconds,
                   a.distance_meters, a.elevation_gain_meters, a.average_heart_rate, a.max_heart_rate, a.rpe, a.name,
                   a.notes, a.external_id, a.created_at, a.updated_at, i.day, i.zone_starts, i.rates, i.seconds,
            """ + ActivityLoad.COLUMNS;

    private static final String WITH_LOADS = """
            JOIN load_input i ON i.user_id = a.user_id AND i.activity_id = a.id
            """ + ActivityLoad.OF_ACTIVITY;

    static final String FIND = SELECT + " FROM activity a " + WITH_LOADS + " WHERE a.user_id = ? AND a.id = ?";

    static final String FIND_BY_EXTERNAL_ID = "SELECT id FROM activity WHERE user_id = ? AND external_id = ?";

    // Every bound is always there, so that a generic plan, too, reads just the page from the index. The bounds of the
    // start are so wide that they hold in every zone; which day an activity is of, the zone itself decides.
    static final String LIST = SELECT + """
             FROM (
                SELECT * FROM activity
                WHERE user_id = ? AND started_at >= ? AND started_at < ? AND (started_at, id) < (?, ?)
                  AND type = coalesce(?, type)
                  AND (started_at AT TIME ZONE (
                          SELECT coalesce(?, (SELECT time_zone FROM athlete WHERE user_id = ?), 'UTC')))::date
                      BETWEEN ? AND ?
                ORDER BY started_at DESC, id DESC
                LIMIT ?) AS a
            """ + WITH_LOADS + "ORDER BY a.started_at DESC, a.id DESC";

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final Database database;

    ActivityStore(Database database) {
        this.database = database;
    }

    /** Adds an activity; empty when the user has one with this external id. */
    @Transactional
    Optional<Activity> insert(String user, ActivityDraft draft) {
        return database.one(INSERT, row -> row.getObject("id", UUID.class), parameters(draft, user))
                .flatMap(id -> find(user, id));
    }

    /** Replaces what the user set; empty when {@code version} is not the activity's version any more. */
    @Transactional
    Optional<Activity> update(String user, UUID id, long version, ActivityDraft draft) {
        return database.update(UPDATE, parameters(draft, user, id, version)) == 1 ? find(user, id) : Optional.empty();
    }

    Optional<Activity> find(String user, UUID id) {
        return database.one(FIND, ActivityStore::activity, user, id);
    }

    Optional<UUID> findByExternalId(String user, String externalId) {
        return database.one(FIND_BY_EXTERNAL_ID, row -> row.getObject("id", UUID.class), user, externalId);
    }

    /** Newest first. */
    Page<Activity> list(String user, ActivityFilter filter, PageQuery page) {
        ActivityFilter.Days days = filter.days();
        // No zone is further than 14 hours from UTC.
        Instant since = midnight(days.first().minusDays(1));
        Instant before = midnight(days.last().plusDays(2));
        Optional<Cursor> cursor = page.cursor(2);
        List<Activity> rows = database.list(
                LIST,
                ActivityStore::activity,
                user,
                since,
                before,
                cursor.map(last -> last.instant(0)).orElse(before),
                cursor.map(last -> last.uuid(1)).orElse(FIRST_ID),
                filter.type().map(ActivityType::code).orElse(null),
                filter.timeZone().orElse(null),
                user,
                days.first(),
                days.last(),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.draft().startedAt(), last.id()));
    }

    /** Deletes an activity, of any version when {@code version} is null; whether there was one. */
    boolean delete(String user, UUID id, Long version) {
        return database.update(DELETE, user, id, version) == 1;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Object[] parameters(ActivityDraft draft, Object... key) {
        Object[] fields = {
            draft.type().code(),
            draft.environment() == null ? null : draft.environment().code(),
            draft.startedAt(),
            draft.durationSeconds(),
            draft.movingSeconds(),
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
                Environment.ofCode(row.getString("environment")),
                instant(row, "started_at"),
                row.getInt("duration_seconds"),
                row.getObject("moving_seconds", Integer.class),
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
                row.getObject("day", LocalDate.class),
                ActivityLoad.of(row),
                TimeInZone.of(row),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
