package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table deployment_version: rows are added, and never changed. */
@ApplicationScoped
class VersionStore {

    private static final String SUMMARY = """
            SELECT v.version, encode(v.content_hash, 'hex') AS content_hash, v.note, v.created_at,
                   v.version = d.active_version AS is_active
            """;

    private static final String FROM = """
            FROM deployment d
            JOIN deployment_version v ON v.user_id = d.user_id AND v.deployment_id = d.id
            WHERE d.user_id = ? AND d.id = ?
            """;

    static final String PAGE = SUMMARY + FROM + " AND v.version < ? ORDER BY v.version DESC LIMIT ?";

    private static final String FIND_SUMMARY = SUMMARY + FROM + " AND v.version = ?";

    private static final String FIND = SUMMARY + ", v.definition::text AS definition " + FROM + " AND v.version = ?";

    private static final String EXISTS =
            "SELECT version FROM deployment_version WHERE user_id = ? AND deployment_id = ? AND version = ?";

    static final String OF_CONTENT = """
            SELECT v.version
            FROM workflow w
            JOIN deployment_version v
                ON v.user_id = w.user_id AND v.deployment_id = ? AND v.content_hash = w.definition_hash
            WHERE w.user_id = ? AND w.id = ?
            """;

    static final String COMPARED = """
            SELECT side.selector, v.version, coalesce(v.definition, w.definition)::text AS definition
            FROM deployment d
            CROSS JOIN unnest(?::text[]) AS side (selector)
            LEFT JOIN deployment_version v
                ON v.user_id = d.user_id AND v.deployment_id = d.id
                AND v.version = CASE side.selector
                    WHEN 'draft' THEN NULL WHEN 'active' THEN d.active_version ELSE side.selector::integer END
            LEFT JOIN workflow w ON w.user_id = d.user_id AND w.id = d.workflow_id AND side.selector = 'draft'
            WHERE d.user_id = ? AND d.id = ?
            """;

    // The deployment is another one afterwards: whoever remembers it has to hear of that.
    private static final String ADD = """
            WITH touched AS (
                UPDATE deployment SET revision = revision + 1, updated_at = now() WHERE user_id = ? AND id = ?
            )
            INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition, note)
            SELECT w.user_id, ?::uuid, 1 + (
                       SELECT max(version) FROM deployment_version WHERE user_id = w.user_id AND deployment_id = ?::uuid),
                   w.definition_hash, w.definition, ?
            FROM workflow w
            WHERE w.user_id = ? AND w.id = ?
            RETURNING version
            """;

    private final Database database;

    VersionStore(Database database) {
        this.database = database;
    }

    /**
     * One side of a comparison.
     *
     * @param version null for the draft, or if there is none
     * @param definition null if there is none
     */
    record Compared(String selector, Integer version, String definition) {}

    Page<VersionSummary> list(String user, UUID deployment, PageQuery page) {
        int before = page.cursor(1).map(last -> last.decimal(0).intValue()).orElse(Integer.MAX_VALUE);
        List<VersionSummary> rows =
                database.list(PAGE, VersionStore::summary, user, deployment, before, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.version()));
    }

    Optional<VersionSummary> findSummary(String user, UUID deployment, int version) {
        return database.one(FIND_SUMMARY, VersionStore::summary, user, deployment, version);
    }

    Optional<VersionView> find(String user, UUID deployment, int version) {
        return database.one(
                FIND,
                row -> new VersionView(
                        row.getInt("version"),
                        row.getString("content_hash"),
                        row.getString("note"),
                        row.getBoolean("is_active"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("definition")),
                user,
                deployment,
                version);
    }

    boolean exists(String user, UUID deployment, int version) {
        return database.one(EXISTS, row -> true, user, deployment, version).isPresent();
    }

    /** The version that is what the workflow is now; empty when none is. */
    Optional<Integer> ofContent(String user, UUID deployment, UUID workflow) {
        return database.one(OF_CONTENT, row -> row.getInt("version"), deployment, user, workflow);
    }

    /** Adds the workflow as it is now, for whoever holds the deployment; the number of the version. */
    int add(String user, UUID deployment, UUID workflow, String note) {
        return database.one(
                        ADD,
                        row -> row.getInt("version"),
                        user,
                        deployment,
                        deployment,
                        deployment,
                        note,
                        user,
                        workflow)
                .orElseThrow();
    }

    /** What these sides are now, each once; empty when there is no such deployment. */
    List<Compared> compared(String user, UUID deployment, Side... sides) {
        String[] selectors = Arrays.stream(sides).map(Side::selector).distinct().toArray(String[]::new);
        return database.list(
                COMPARED,
                row -> new Compared(
                        row.getString("selector"),
                        row.getObject("version", Integer.class),
                        row.getString("definition")),
                selectors,
                user,
                deployment);
    }

    private static VersionSummary summary(ResultSet row) throws SQLException {
        return new VersionSummary(
                row.getInt("version"),
                row.getString("content_hash"),
                row.getString("note"),
                row.getBoolean("is_active"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
