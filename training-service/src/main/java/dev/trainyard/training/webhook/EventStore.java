package dev.trainyard.training.webhook;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The queue of events, each call one statement. */
@ApplicationScoped
class EventStore {

    static final String ADD = """
            INSERT INTO webhook_event (provider, subscription_id, object_type, object_id, aspect_type, owner_id,
                                       event_time, deauthorizes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, object_type, object_id, subscription_id, aspect_type, event_time) DO NOTHING
            """;

    // Whoever has locked one works on it; it is free again when its replica dies.
    static final String NEXT = """
            SELECT id, provider, subscription_id, object_type, object_id, aspect_type, owner_id, event_time, deauthorizes
            FROM webhook_event
            WHERE state = 'queued' AND not_before <= now()
            ORDER BY not_before, id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    private static final String VIEW = """
            SELECT id, provider, subscription_id, object_type, object_id, aspect_type, owner_id, event_time, state, attempts,
                   not_before, reason, received_at, settled_at
            FROM webhook_event
            """;

    static final String LIST = VIEW + "WHERE id < ? ORDER BY id DESC LIMIT ?";

    static final String LIST_DEAD = VIEW + "WHERE state = 'dead' AND id < ? ORDER BY id DESC LIMIT ?";

    static final String FORGET = """
            DELETE FROM webhook_event
            WHERE id IN (
                SELECT id FROM webhook_event
                WHERE settled_at < ?
                ORDER BY settled_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Database database;

    EventStore(Database database) {
        this.database = database;
    }

    /** An event that somebody works on. */
    record Claimed(UUID id, String provider, WebhookEvent event) {

        static Claimed of(ResultSet row) throws SQLException {
            WebhookEvent event = new WebhookEvent(
                    row.getString("subscription_id"),
                    row.getString("object_type"),
                    row.getString("object_id"),
                    row.getString("aspect_type"),
                    row.getString("owner_id"),
                    instant(row, "event_time"),
                    row.getBoolean("deauthorizes"));
            return new Claimed(row.getObject("id", UUID.class), row.getString("provider"), event);
        }
    }

    /** Writes an event down; whether it was not there before. */
    boolean add(String provider, WebhookEvent event) {
        return database.update(
                        ADD,
                        provider,
                        event.subscriptionId(),
                        event.objectType(),
                        event.objectId(),
                        event.aspectType(),
                        event.ownerId(),
                        event.eventTime(),
                        event.deauthorizes())
                == 1;
    }

    /** Takes the event that has been due for longest, for the transaction that this is called in. */
    Optional<Claimed> claim() {
        return database.one(NEXT, Claimed::of);
    }

    /** Says what became of an event; {@code reason} is null when there is nothing to say. */
    void settle(UUID event, EventState state, String reason) {
        database.update(
                "UPDATE webhook_event SET state = ?, reason = ?, settled_at = now() WHERE id = ?",
                state.code(),
                reason,
                event);
    }

    /** Counts a failure: the event waits twice as long as the last time, or is put aside. */
    EventState fail(UUID event, String reason, int maxAttempts, Duration retryAfter) {
        return database.one(
                        """
                        UPDATE webhook_event
                        SET attempts = attempts + 1,
                            reason = ?,
                            state = CASE WHEN attempts + 1 < ? THEN 'queued' ELSE 'dead' END,
                            settled_at = CASE WHEN attempts + 1 < ? THEN NULL ELSE now() END,
                            not_before = now() + least(? * power(2, attempts), 86400) * interval '1 second'
                        WHERE id = ? AND state = 'queued'
                        RETURNING state
                        """,
                        row -> EventState.ofCode(row.getString(1)),
                        reason,
                        maxAttempts,
                        maxAttempts,
                        retryAfter.toMillis() / 1000.0,
                        event)
                .orElse(EventState.PROCESSED);
    }

    /** Puts a dead event back into the queue; empty when it is not dead. */
    Optional<EventView> revive(UUID event) {
        return database.one("""
                UPDATE webhook_event SET state = 'queued', attempts = 0, not_before = now(), settled_at = NULL
                WHERE id = ? AND state = 'dead'
                RETURNING *
                """, EventStore::view, event);
    }

    /** Newest first; all, or those that are dead. */
    Page<EventView> list(boolean onlyDead, PageQuery page) {
        List<EventView> rows = database.list(
                onlyDead ? LIST_DEAD : LIST,
                EventStore::view,
                page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(LAST_ID),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    /** Removes some that were settled before {@code oldest}; how many. */
    int forget(Instant oldest, int atMost) {
        return database.update(FORGET, oldest, atMost);
    }

    private static EventView view(ResultSet row) throws SQLException {
        EventState state = EventState.ofCode(row.getString("state"));
        return new EventView(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getString("subscription_id"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("aspect_type"),
                row.getString("owner_id"),
                instant(row, "event_time"),
                state,
                row.getInt("attempts"),
                state == EventState.QUEUED ? instant(row, "not_before") : null,
                row.getString("reason"),
                instant(row, "received_at"),
                instant(row, "settled_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
