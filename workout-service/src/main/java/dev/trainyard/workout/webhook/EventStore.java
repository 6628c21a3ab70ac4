package dev.trainyard.workout.webhook;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps events: each once, however often it is sent, and for as long as is configured. */
@ApplicationScoped
class EventStore {

    private static final int CHUNK = 5_000;
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Database database;
    private final WebhookConfig config;

    EventStore(Database database, WebhookConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Writes an event down; empty when it was before. Who sends it at the same moment waits for the first to end. */
    Optional<UUID> receive(String user, UUID connection, String key, String type) {
        return database.one("""
                INSERT INTO webhook_event (user_id, connection_id, event_key, type, state)
                VALUES (?, ?, ?, ?, 'received')
                ON CONFLICT (user_id, connection_id, event_key) DO NOTHING
                RETURNING id
                """, row -> row.getObject(1, UUID.class), user, connection, key, type);
    }

    /** Says what became of an event. */
    void settle(String user, UUID event, Outcome outcome) {
        database.update(
                "UPDATE webhook_event SET state = ?, reason = ? WHERE user_id = ? AND id = ?",
                outcome.state().code(),
                outcome.reason(),
                user,
                event);
    }

    /** A page of the events of a connection of the user's, newest first. */
    Page<EventView> list(String user, UUID connection, PageQuery page) {
        List<EventView> rows = database.list(
                """
                SELECT id, event_key, type, state, reason, received_at
                FROM webhook_event
                WHERE user_id = ? AND connection_id = ? AND id < ?
                ORDER BY id DESC
                LIMIT ?
                """,
                EventStore::view,
                user,
                connection,
                page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(LAST_ID),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    @Scheduled(every = "1h", delayed = "11m", identity = "forgotten-webhook-events")
    void forget() {
        Instant oldest = Instant.now().minus(config.eventRetention());
        int removed;
        do {
            removed = database.update("""
                    DELETE FROM webhook_event
                    WHERE (user_id, id) IN (
                        SELECT user_id, id FROM webhook_event
                        WHERE received_at < ?
                        ORDER BY received_at
                        LIMIT ?
                        FOR UPDATE SKIP LOCKED)
                    """, oldest, CHUNK);
        } while (removed == CHUNK);
    }

    private static EventView view(ResultSet row) throws SQLException {
        return new EventView(
                row.getObject("id", UUID.class),
                row.getString("event_key"),
                row.getString("type"),
                EventState.ofCode(row.getString("state")),
                row.getString("reason"),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }
}
