package dev.trainyard.deployment.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Table schedule, each call one statement. */
@ApplicationScoped
class ScheduleStore {

    private static final String COLUMNS = """
            id, deployment_id, cron, time_zone, catch_up, input::text AS input, is_active, next_at, last_at, last_run_id,
            last_refusal, created_at, updated_at, revision
            """;

    // None at all for a deployment that is not the user's.
    private static final String INSERT = """
            INSERT INTO schedule (user_id, deployment_id, cron, time_zone, catch_up, input, is_active, next_at)
            SELECT user_id, id, ?, ?, ?, ?::jsonb, ?, ?::timestamptz FROM deployment WHERE user_id = ? AND id = ?
            RETURNING
            """ + COLUMNS;

    private static final String UPDATE = """
            UPDATE schedule
            SET cron = ?, time_zone = ?, catch_up = ?, input = ?::jsonb, is_active = ?, next_at = ?::timestamptz,
                revision = revision + 1, updated_at = now()
            WHERE user_id = ? AND deployment_id = ? AND id = ? AND revision = ?
            RETURNING
            """ + COLUMNS;

    private static final String FIND =
            "SELECT " + COLUMNS + "FROM schedule WHERE user_id = ? AND deployment_id = ? AND id = ?";

    static final String LIST = "SELECT " + COLUMNS + """
            FROM schedule WHERE user_id = ? AND deployment_id = ? AND id < ? ORDER BY id DESC LIMIT ?
            """;

    // Of everybody: time passes for all.
    static final String DUE = """
            SELECT user_id, id, deployment_id, cron, time_zone, catch_up, input::text AS input, next_at, revision
            FROM schedule WHERE next_at <= ? ORDER BY next_at LIMIT ?
            """;

    // One that was changed meanwhile has times of its own.
    private static final String ADVANCE = """
            UPDATE schedule s
            SET last_at = coalesce(d.last_at, s.last_at), last_run_id = CASE WHEN d.last_at IS NULL THEN s.last_run_id ELSE d.run_id END,
                last_refusal = CASE WHEN d.last_at IS NULL THEN s.last_refusal ELSE d.refusal END, next_at = d.next_at
            FROM unnest(?::text[], ?::uuid[], ?::bigint[], ?::timestamptz[], ?::uuid[], ?::text[], ?::timestamptz[])
                AS d (user_id, id, revision, last_at, run_id, refusal, next_at)
            WHERE s.user_id = d.user_id AND s.id = d.id AND s.revision = d.revision
            """;

    private static final UUID AFTER_ALL_IDS = new UUID(-1, -1);

    private final Database database;
    private final ObjectMapper json;

    ScheduleStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A schedule whose next time has come. */
    record Due(
            String user,
            UUID id,
            UUID deployment,
            String cron,
            String timeZone,
            CatchUp catchUp,
            JsonNode input,
            Instant at,
            long revision) {}

    /**
     * A schedule whose times have been seen to.
     *
     * @param lastAt null when none of them was to be seen to
     * @param nextAt null when there is none
     */
    record Done(Due due, Instant lastAt, UUID run, String refusal, Instant nextAt) {}

    /** Adds a schedule; empty when the deployment is not the user's. */
    Optional<ScheduleView> add(String user, UUID deployment, ScheduleSettings settings) {
        return database.one(
                INSERT,
                ScheduleStore::view,
                settings.cron(),
                settings.timeZone(),
                settings.catchUp().code(),
                settings.input().toString(),
                settings.isActive(),
                settings.nextAt(),
                user,
                deployment);
    }

    /** Replaces a schedule; empty when {@code revision} is not its any more. */
    Optional<ScheduleView> replace(String user, UUID deployment, UUID id, long revision, ScheduleSettings settings) {
        return database.one(
                UPDATE,
                ScheduleStore::view,
                settings.cron(),
                settings.timeZone(),
                settings.catchUp().code(),
                settings.input().toString(),
                settings.isActive(),
                settings.nextAt(),
                user,
                deployment,
                id,
                revision);
    }

    Optional<ScheduleView> find(String user, UUID deployment, UUID id) {
        return database.one(FIND, ScheduleStore::view, user, deployment, id);
    }

    /** A page of a deployment's schedules, newest first. */
    Page<ScheduleView> list(String user, UUID deployment, PageQuery page) {
        UUID before = page.cursor(1).map(last -> last.uuid(0)).orElse(AFTER_ALL_IDS);
        List<ScheduleView> rows =
                database.list(LIST, ScheduleStore::view, user, deployment, before, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    boolean delete(String user, UUID deployment, UUID id) {
        return database.update(
                        "DELETE FROM schedule WHERE user_id = ? AND deployment_id = ? AND id = ?", user, deployment, id)
                == 1;
    }

    /** Those whose next time has come by {@code now}, the most overdue first. */
    List<Due> due(Instant now, int limit) {
        return database.list(DUE, this::due, now, limit);
    }

    /** Notes what was done, and when each is due again. */
    void advance(List<Done> done) {
        database.update(
                ADVANCE,
                column(done, item -> item.due().user(), String[]::new),
                column(done, item -> item.due().id(), UUID[]::new),
                column(done, item -> item.due().revision(), Long[]::new),
                column(done, item -> text(item.lastAt()), String[]::new),
                column(done, Done::run, UUID[]::new),
                column(done, Done::refusal, String[]::new),
                column(done, item -> text(item.nextAt()), String[]::new));
    }

    private static <T> T[] column(List<Done> done, Function<Done, T> value, IntFunction<T[]> array) {
        return done.stream().map(value).toArray(array);
    }

    private static String text(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC).toString();
    }

    private Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("user_id"),
                row.getObject("id", UUID.class),
                row.getObject("deployment_id", UUID.class),
                row.getString("cron"),
                row.getString("time_zone"),
                CatchUp.of(row.getString("catch_up")),
                json(row.getString("input")),
                instant(row, "next_at"),
                row.getLong("revision"));
    }

    private JsonNode json(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A column of JSON holds JSON", impossible);
        }
    }

    private static ScheduleView view(ResultSet row) throws SQLException {
        return new ScheduleView(
                row.getObject("id", UUID.class),
                row.getObject("deployment_id", UUID.class),
                row.getString("cron"),
                row.getString("time_zone"),
                CatchUp.of(row.getString("catch_up")),
                row.getString("input"),
                row.getBoolean("is_active"),
                instant(row, "next_at"),
                instant(row, "last_at"),
                row.getObject("last_run_id", UUID.class),
                row.getString("last_refusal"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("revision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
