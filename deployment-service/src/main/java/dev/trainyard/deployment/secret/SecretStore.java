package dev.trainyard.deployment.secret;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Table secret, as its users see it: always bound to the user first. */
@ApplicationScoped
class SecretStore {

    static final int MOST_OF_A_USER = 200;

    private static final String VIEW = "name, created_at, updated_at";

    // Two at once may exceed the limit by one: it bounds what a user fills, and is nobody's right.
    static final String PUT = """
            INSERT INTO secret AS s (user_id, name, key_id, value)
            SELECT ?, ?, ?, ?
            WHERE (SELECT count(*) FROM secret WHERE user_id = ? AND name <> ?) < ?
            ON CONFLICT (user_id, name) DO UPDATE
            SET key_id = excluded.key_id, value = excluded.value, updated_at = now()
            RETURNING s.name, s.created_at, s.updated_at, old.user_id IS NULL AS is_new
            """;

    static final String LIST = "SELECT " + VIEW + """
             FROM secret
            WHERE user_id = ? AND name > ?
            ORDER BY name
            LIMIT ?
            """;

    private static final String ONE = "SELECT " + VIEW + " FROM secret WHERE user_id = ? AND name = ?";

    private static final String FIND = "SELECT user_id, name, key_id, value FROM secret WHERE user_id = ? AND name = ?";

    private static final String DELETE = "DELETE FROM secret WHERE user_id = ? AND name = ?";

    private final Database database;

    SecretStore(Database database) {
        this.database = database;
    }

    /**
     * What became of a secret.
     *
     * @param isNew whether there was none before
     */
    record Kept(SecretView secret, boolean isNew) {}

    /** Keeps a secret, over the one that may be there; empty when the user has too many. */
    Optional<Kept> put(SecretRow secret) {
        return database.one(
                PUT,
                row -> new Kept(view(row), row.getBoolean("is_new")),
                secret.user(),
                secret.name(),
                secret.keyId(),
                secret.value(),
                secret.user(),
                secret.name(),
                MOST_OF_A_USER);
    }

    /** A page of the user's secrets, by name. */
    Page<SecretView> list(String user, PageQuery page) {
        String after = page.cursor(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(
                database.list(LIST, SecretStore::view, user, after, page.limitPlusOne()),
                page,
                last -> Cursor.after(last.name()));
    }

    Optional<SecretView> view(String user, String name) {
        return database.one(ONE, SecretStore::view, user, name);
    }

    Optional<SecretRow> find(String user, String name) {
        return database.one(FIND, SecretStore::row, user, name);
    }

    boolean delete(String user, String name) {
        return database.update(DELETE, user, name) == 1;
    }

    static SecretRow row(ResultSet row) throws SQLException {
        return new SecretRow(
                row.getString("user_id"), row.getString("name"), row.getString("key_id"), row.getBytes("value"));
    }

    private static SecretView view(ResultSet row) throws SQLException {
        return new SecretView(row.getString("name"), instant(row, "created_at"), instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
