package dev.trainyard.deployment.apikey;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tables api_key and api_key_deployment, each call one statement. */
@ApplicationScoped
class ApiKeyStore {

    private static final String VIEW = """
            SELECT k.id, k.name, k.hint, k.expires_at, k.last_used_at, k.created_at,
                   CASE WHEN NOT k.is_for_all THEN ARRAY(
                       SELECT d.deployment_id FROM api_key_deployment d
                       WHERE d.user_id = k.user_id AND d.api_key_id = k.id ORDER BY d.deployment_id) END AS deployments
            FROM api_key k
            """;

    // A key is not added at all when one of the deployments is not the user's.
    private static final String INSERT = """
            WITH asked AS (
                SELECT DISTINCT unnest(?::uuid[]) AS id
            ), known AS (
                SELECT id FROM deployment WHERE user_id = ? AND id IN (SELECT id FROM asked)
            ), key AS (
                INSERT INTO api_key (user_id, name, digest, hint, is_for_all, expires_at)
                SELECT ?, ?, ?, ?, ?, ?::timestamptz WHERE (SELECT count(*) FROM known) = (SELECT count(*) FROM asked)
                RETURNING user_id, id
            ), scope AS (
                INSERT INTO api_key_deployment (user_id, api_key_id, deployment_id)
                SELECT key.user_id, key.id, known.id FROM key CROSS JOIN known
            )
            SELECT id FROM key
            """;

    static final String LIST = VIEW + "WHERE k.user_id = ? AND k.id < ? ORDER BY k.id DESC LIMIT ?";

    private static final String DELETE = "DELETE FROM api_key WHERE user_id = ? AND id = ?";

    // Whoever else notes the same minute's use is not waited for.
    private static final String GOOD = """
            WITH good AS (
                SELECT user_id, id, is_for_all, last_used_at FROM api_key
                WHERE digest = ? AND (expires_at IS NULL OR expires_at > now())
            ), unnoted AS (
                SELECT k.user_id, k.id FROM api_key k JOIN good ON k.user_id = good.user_id AND k.id = good.id
                WHERE good.last_used_at IS NULL OR good.last_used_at < now() - interval '1 minute'
                FOR UPDATE OF k SKIP LOCKED
            ), noted AS (
                UPDATE api_key k SET last_used_at = now() FROM unnoted u WHERE k.user_id = u.user_id AND k.id = u.id
            )
            SELECT good.user_id, good.is_for_all OR EXISTS (
                SELECT FROM api_key_deployment d
                WHERE d.user_id = good.user_id AND d.api_key_id = good.id AND d.deployment_id = %s) AS is_for_it
            FROM good
            """;

    static final String OF_DEPLOYMENT = GOOD.formatted("?::uuid");

    static final String OF_RUN = GOOD.formatted("""
            (SELECT deployment_id FROM run WHERE user_id = good.user_id AND id = ?
             UNION ALL
             SELECT deployment_id FROM deployment_log WHERE user_id = good.user_id AND id = ? LIMIT 1)""");

    private static final UUID AFTER_ALL_IDS = new UUID(-1, -1);

    private final Database database;

    ApiKeyStore(Database database) {
        this.database = database;
    }

    /** For whom a key acts, and whether it may do so with what the request is about. */
    record Use(String user, boolean isForIt) {

        private static Use of(ResultSet row) throws SQLException {
            return new Use(row.getString("user_id"), row.getBoolean("is_for_it"));
        }
    }

    /** Adds a key; empty when one of its deployments is not the user's. */
    Optional<UUID> add(String user, String name, byte[] digest, String hint, Set<UUID> deployments, Instant expiresAt) {
        UUID[] scope = deployments == null ? new UUID[0] : deployments.toArray(UUID[]::new);
        return database.one(
                INSERT,
                row -> row.getObject("id", UUID.class),
                scope,
                user,
                user,
                name,
                digest,
                hint,
                deployments == null,
                expiresAt);
    }

    /** A page of the user's keys, newest first. */
    Page<ApiKeyView> list(String user, PageQuery page) {
        UUID before = page.cursor(1).map(last -> last.uuid(0)).orElse(AFTER_ALL_IDS);
        List<ApiKeyView> rows = database.list(LIST, ApiKeyStore::view, user, before, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    Optional<ApiKeyView> find(String user, UUID id) {
        return database.one(VIEW + "WHERE k.user_id = ? AND k.id = ?", ApiKeyStore::view, user, id);
    }

    /** Revokes a key, at once: each use asks the table. Whether it was there. */
    boolean delete(String user, UUID id) {
        return database.update(DELETE, user, id) == 1;
    }

    /** Notes a use of a key for a deployment; empty when there is no such key any more. */
    Optional<Use> useForDeployment(byte[] digest, UUID deployment) {
        return database.one(OF_DEPLOYMENT, Use::of, digest, deployment);
    }

    /** Notes a use of a key for a run; empty when there is no such key any more. */
    Optional<Use> useForRun(byte[] digest, UUID run) {
        return database.one(OF_RUN, Use::of, digest, run, run);
    }

    private static ApiKeyView view(ResultSet row) throws SQLException {
        Array deployments = row.getArray("deployments");
        return new ApiKeyView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("hint"),
                deployments == null ? null : List.of((UUID[]) deployments.getArray()),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "created_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
