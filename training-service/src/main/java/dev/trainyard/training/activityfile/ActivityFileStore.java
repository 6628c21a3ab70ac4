package dev.trainyard.training.activityfile;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.training.recording.HeartRates;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps imports and what they bring: a statement for all activities of an upload, or for each table and chunk of them. */
@ApplicationScoped
class ActivityFileStore {

    /** Each import of a user holds it to its end. Locks are of the whole database: 7 is that of the imports of workouts. */
    private static final String TURN = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 5003))";

    // The rule is that of SameActivity; of several that fit, the one with the same external id, then the nearest.
    static final String DUPLICATES =
            """
            SELECT found.number, same.id, same.external
            FROM unnest(?::integer[], ?::text[], ?::timestamptz[], ?::integer[])
                AS found (number, external_id, started_at, duration_seconds)
            CROSS JOIN LATERAL (
                SELECT id, true AS external, interval '0' AS apart
                FROM activity
                WHERE user_id = ? AND external_id = found.external_id
                UNION ALL
                SELECT id, false, greatest(started_at - found.started_at, found.started_at - started_at)
                FROM activity
                WHERE user_id = ?
                    AND started_at >= found.started_at - interval '%1$d seconds'
                    AND started_at <= found.started_at + interval '%1$d seconds'
                    AND abs(duration_seconds - found.duration_seconds)
                        <= greatest(%2$d, %3$s * greatest(duration_seconds, found.duration_seconds))
                ORDER BY external DESC, apart, id
                LIMIT 1) AS same
            """.formatted(SameActivity.START_SECONDS, SameActivity.DURATION_SECONDS, SameActivity.DURATION_SHARE);

    private static final String OPEN = """
            INSERT INTO activity_import (user_id, id, format, bytes, created, duplicates, failed, result)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD = """
            INSERT INTO activity (user_id, source, import_id, id, type, environment, started_at, duration_seconds,
                moving_seconds, distance_meters, elevation_gain_meters, average_heart_rate, max_heart_rate, name, notes,
                external_id)
            SELECT ?, 'file', ?, new.*
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::integer[], ?::integer[], ?::numeric[],
                ?::numeric[], ?::smallint[], ?::smallint[], ?::text[], ?::text[], ?::text[]) AS new
            """;

    private static final String ADD_HEART_RATES = """
            INSERT INTO activity_heart_rate (user_id, activity_id, stream, sample_count, rates, seconds)
            SELECT ?, new.id, new.stream, new.samples, new.rates::smallint[], new.seconds::integer[]
            FROM unnest(?::uuid[], ?::bytea[], ?::integer[], ?::text[], ?::text[])
                AS new (id, stream, samples, rates, seconds)
            """;

    static final String PAGE = """
            SELECT id, format, created_at, created, duplicates, failed
            FROM activity_import
            WHERE user_id = ? AND id < ?::uuid AND state <> 'undone'
            ORDER BY id DESC
            LIMIT ?
            """;

    private static final String FIND = """
            SELECT id, format, state, bytes, created_at, kept, result FROM activity_import WHERE user_id = ? AND id = ?
            """;

    private static final String LOCK = """
            SELECT FROM activity_import WHERE user_id = ? AND id = ? AND state <> 'undone' FOR UPDATE
            """;

    // Whoever changed an activity, or wrote notes to it, wants to keep it.
    static final String REMOVE = "DELETE FROM activity WHERE user_id = ? AND import_id = ? AND version = 1";

    private static final String UNDO = """
            UPDATE activity_import
            SET state = 'undone', result = NULL,
                kept = (SELECT count(*) FROM activity WHERE user_id = ? AND import_id = ?)
            WHERE user_id = ? AND id = ?
            """;

    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Database database;

    ActivityFileStore(Database database) {
        this.database = database;
    }

    /** What an activity of an upload is the same as. */
    record Existing(UUID id, Duplicate.Rule rule) {}

    /** An activity that is new, with the id that it gets. */
    record New(UUID id, Found found) {}

    /** Takes the user's turn until the transaction ends; whether nobody else has it. */
    boolean takeTurn(String user) {
        return database.one(TURN, row -> row.getBoolean(1), user).orElseThrow();
    }

    /** Which of the activities of an upload are there, by their place in it. */
    Map<Integer, Existing> duplicates(String user, List<Found> found) {
        Integer[] numbers = new Integer[found.size()];
        Arrays.setAll(numbers, i -> i);
        Map<Integer, Existing> existing = new HashMap<>();
        database.list(
                DUPLICATES,
                row -> existing.put(
                        row.getInt(1),
                        new Existing(
                                row.getObject(2, UUID.class),
                                row.getBoolean(3) ? Duplicate.Rule.EXTERNAL_ID : Duplicate.Rule.CONTENT)),
                numbers,
                column(found, String.class, Found::externalId),
                column(found, String.class, activity -> activity.startedAt().toString()),
                column(found, Integer.class, Found::durationSeconds),
                user,
                user);
        return existing;
    }

    /** Ids for what is new, ascending. */
    List<UUID> ids(int count) {
        return database.list("SELECT uuidv7() FROM generate_series(1, ?)", row -> row.getObject(1, UUID.class), count);
    }

    /** An import that is finished when its transaction is. */
    void open(String user, ImportView view, long bytes, String result) {
        database.update(
                OPEN,
                user,
                view.id(),
                view.format(),
                bytes,
                view.created(),
                view.duplicateCount(),
                view.failedCount(),
                result);
    }

    void add(String user, UUID importId, List<New> activities) {
        database.update(
                ADD,
                user,
                importId,
                column(activities, UUID.class, New::id),
                column(activities, String.class, one -> one.found().type().code()),
                column(activities, String.class, one -> one.found().recording().environment()),
                column(activities, String.class, one -> one.found().startedAt().toString()),
                column(activities, Integer.class, one -> one.found().durationSeconds()),
                column(activities, Integer.class, one -> one.found().recording().movingSeconds()),
                column(
                        activities,
                        BigDecimal.class,
                        one -> ImportedActivity.centimeters(
                                one.found().recording().distanceMeters())),
                column(
                        activities,
                        BigDecimal.class,
                        one -> ImportedActivity.centimeters(
                                one.found().recording().elevationGainMeters())),
                column(activities, Integer.class, one -> one.found().recording().averageHeartRate()),
                column(activities, Integer.class, one -> one.found().recording().maxHeartRate()),
                column(activities, String.class, one -> one.found().name()),
                column(activities, String.class, one -> one.found().notes()),
                column(activities, String.class, one -> one.found().externalId()));
    }

    /** The heart rates of activities that were added, in the same order. */
    void addHeartRates(String user, List<UUID> activities, List<HeartRates> rates) {
        database.update(
                ADD_HEART_RATES,
                user,
                activities.toArray(UUID[]::new),
                rates.stream().map(HeartRates::stream).toArray(byte[][]::new),
                column(rates, Integer.class, HeartRates::samples),
                column(rates, String.class, one -> array(one.rates())),
                column(rates, String.class, one -> array(one.seconds())));
    }

    /** A page of what the user took in and did not take back, newest first. */
    Page<ImportSummary> list(String user, PageQuery page) {
        List<ImportSummary> rows = database.list(
                PAGE,
                row -> new ImportSummary(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6)),
                user,
                page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(LAST_ID),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    Optional<ImportState> find(String user, UUID id) {
        return database.one(FIND, ActivityFileStore::state, user, id);
    }

    /** Keeps an import from being taken back twice at once; whether there is something to take back. */
    boolean lock(String user, UUID id) {
        return database.one(LOCK, row -> Boolean.TRUE, user, id).isPresent();
    }

    /** Takes an import back: those of its activities that nobody changed. */
    void undo(String user, UUID id) {
        database.update(REMOVE, user, id);
        database.update(UNDO, user, id, user, id);
    }

    private static ImportState state(ResultSet row) throws SQLException {
        return new ImportState(
                row.getObject("id", UUID.class),
                row.getString("format"),
                row.getString("state"),
                row.getLong("bytes"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("kept", Integer.class),
                row.getString("result"));
    }

    @SuppressWarnings("unchecked")
    private static <T, V> V[] column(List<T> rows, Class<V> type, Function<T, V> value) {
        V[] column = (V[]) Array.newInstance(type, rows.size());
        Arrays.setAll(column, i -> value.apply(rows.get(i)));
        return column;
    }

    /** As PostgreSQL writes an array: unnest takes arrays of arrays apart to the last. */
    private static String array(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
