package dev.trainyard.workout.webhook;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps connections, each call one statement. */
@ApplicationScoped
class ConnectionStore {

    private static final UUID FIRST_ID = new UUID(0, 0);

    private static final String COLUMNS = "SELECT id, name, created_at, rotated_at FROM recovery_connection ";

    private final Database database;

    ConnectionStore(Database database) {
        this.database = database;
    }

    /** Whose webhook it is, with the secret as it is stored. */
    record Receiver(String user, UUID id, ByteBuffer closedSecret) {

        static Receiver of(ResultSet row) throws SQLException {
            return new Receiver(row.getString(1), row.getObject(2, UUID.class), ByteBuffer.wrap(row.getBytes(3)));
        }
    }

    void add(String user, UUID id, String name, byte[] closedSecret) {
        database.update(
                "INSERT INTO recovery_connection (user_id, id, name, secret_encrypted) VALUES (?, ?, ?, ?)",
                user,
                id,
                name,
                closedSecret);
    }

    /** A page of the user's connections, in no order that means anything. */
    Page<ConnectionView> list(String user, PageQuery page) {
        Optional<Cursor> after = page.cursor(1);
        List<ConnectionView> rows = database.list(
                COLUMNS + "WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?",
                ConnectionStore::view,
                user,
                after.map(cursor -> cursor.uuid(0)).orElse(FIRST_ID),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    Optional<ConnectionView> find(String user, UUID id) {
        return database.one(COLUMNS + "WHERE user_id = ? AND id = ?", ConnectionStore::view, user, id);
    }

    /** The one query here that does not name the user: a webhook says which connection it is for, and proves it. */
    Optional<Receiver> receiver(UUID id) {
        return database.one(
                "SELECT user_id, id, secret_encrypted FROM recovery_connection WHERE id = ?", Receiver::of, id);
    }

    /** Replaces the secret; whether the connection is there. */
    boolean rotate(String user, UUID id, byte[] closedSecret) {
        return database.update("""
                        UPDATE recovery_connection SET secret_encrypted = ?, rotated_at = now()
                        WHERE user_id = ? AND id = ?
                        """, closedSecret, user, id) == 1;
    }

    /** Removes the connection with its events; whether it was there. */
    boolean delete(String user, UUID id) {
        return database.update("DELETE FROM recovery_connection WHERE user_id = ? AND id = ?", user, id) == 1;
    }

    private static ConnectionView view(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        OffsetDateTime rotatedAt = row.getObject("rotated_at", OffsetDateTime.class);
        return new ConnectionView(
                id,
                row.getString("name"),
                ConnectionView.webhook(id),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                rotatedAt == null ? null : rotatedAt.toInstant());
    }
}
