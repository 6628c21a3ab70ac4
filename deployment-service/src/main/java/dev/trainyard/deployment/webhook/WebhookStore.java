package dev.trainyard.deployment.webhook;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table webhook, each call one statement. */
@ApplicationScoped
class WebhookStore {

    private static final String VIEW = "SELECT id, deployment_id, name, created_at, rotated_at FROM webhook ";

    // None at all for a deployment that is not the user's.
    private static final String INSERT = """
            INSERT INTO webhook (user_id, id, deployment_id, name, secret, key_id)
            SELECT user_id, ?, id, ?, ?, ? FROM deployment WHERE user_id = ? AND id = ?
            """;

    private static final String ROTATE = """
            UPDATE webhook SET secret = ?, key_id = ?, rotated_at = now()
            WHERE user_id = ? AND deployment_id = ? AND id = ?
            """;

    static final String LIST = VIEW + "WHERE user_id = ? AND deployment_id = ? AND id > ? ORDER BY id LIMIT ?";

    // The one query here that does not name the user: a request says which webhook it is for, and proves it.
    static final String RECEIVER = "SELECT user_id, id, deployment_id, secret, key_id FROM webhook WHERE id = ?";

    // Of nobody in particular: what is read stays encrypted.
    static final String TAKE = """
            SELECT user_id, id, deployment_id, secret, key_id FROM webhook
            WHERE key_id = ? AND id > ? ORDER BY id LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    // Not rotated_at: it is the same secret.
    private static final String PUT_BACK = """
            UPDATE webhook w SET secret = n.secret, key_id = n.key_id
            FROM unnest(?::text[], ?::uuid[], ?::bytea[], ?::text[]) AS n (user_id, id, secret, key_id)
            WHERE w.user_id = n.user_id AND w.id = n.id
            """;

    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    private final Database database;

    WebhookStore(Database database) {
        this.database = database;
    }

    /** Whose webhook it is, and of what, with the secret as it is stored. */
    record Receiver(String user, UUID id, UUID deployment, ByteBuffer closedSecret, String keyId) {

        private static Receiver of(ResultSet row) throws SQLException {
            return new Receiver(
                    row.getString("user_id"),
                    row.getObject("id", UUID.class),
                    row.getObject("deployment_id", UUID.class),
                    ByteBuffer.wrap(row.getBytes("secret")),
                    row.getString("key_id"));
        }
    }

    /** Adds a webhook; whether the deployment is the user's. */
    boolean add(String user, UUID deployment, UUID id, String name, byte[] closedSecret, String keyId) {
        return database.update(INSERT, id, name, closedSecret, keyId, user, deployment) == 1;
    }

    /** Replaces the secret; whether the webhook is there. */
    boolean rotate(String user, UUID deployment, UUID id, byte[] closedSecret, String keyId) {
        return database.update(ROTATE, closedSecret, keyId, user, deployment, id) == 1;
    }

    /** A page of a deployment's webhooks, in no order that means anything. */
    Page<WebhookView> list(String user, UUID deployment, PageQuery page) {
        UUID after = page.cursor(1).map(last -> last.uuid(0)).orElse(BEFORE_ALL_IDS);
        List<WebhookView> rows = database.list(LIST, WebhookStore::view, user, deployment, after, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    Optional<WebhookView> find(String user, UUID deployment, UUID id) {
        return database.one(
                VIEW + "WHERE user_id = ? AND deployment_id = ? AND id = ?", WebhookStore::view, user, deployment, id);
    }

    boolean delete(String user, UUID deployment, UUID id) {
        return database.update(
                        "DELETE FROM webhook WHERE user_id = ? AND deployment_id = ? AND id = ?", user, deployment, id)
                == 1;
    }

    Optional<Receiver> receiver(UUID id) {
        return database.one(RECEIVER, Receiver::of, id);
    }

    /** Locks the next webhooks under a key, but those that somebody is about to change. */
    @Transactional(TxType.MANDATORY)
    List<Receiver> take(String key, UUID after, int limit) {
        return database.list(TAKE, Receiver::of, key, after, limit);
    }

    /** Replaces their secrets as they are stored. */
    @Transactional(TxType.MANDATORY)
    void putBack(List<Receiver> fresh) {
        database.update(
                PUT_BACK,
                fresh.stream().map(Receiver::user).toArray(String[]::new),
                fresh.stream().map(Receiver::id).toArray(UUID[]::new),
                fresh.stream().map(row -> row.closedSecret().array()).toArray(byte[][]::new),
                fresh.stream().map(Receiver::keyId).toArray(String[]::new));
    }

    private static WebhookView view(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new WebhookView(
                id,
                row.getObject("deployment_id", UUID.class),
                row.getString("name"),
                WebhookView.path(id),
                instant(row, "created_at"),
                instant(row, "rotated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
