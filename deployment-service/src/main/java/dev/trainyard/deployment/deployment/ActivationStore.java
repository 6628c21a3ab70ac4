package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which versions of a deployment get invocations, and table deployment_activation, which remembers each change of that. */
@ApplicationScoped
class ActivationStore {

    private static final String LOCK = """
            SELECT workflow_id, active_version, canary_version, canary_percent, canary_max_error_percent, canary_since,
                   activations
            FROM deployment
            WHERE user_id = ? AND id = ?
            FOR UPDATE
            """;

    static final String BACK = """
            SELECT target.to_version, target.number
            FROM deployment_activation present
            JOIN deployment_activation target
                ON target.user_id = present.user_id AND target.deployment_id = present.deployment_id
                AND target.number = present.back_to
            WHERE present.user_id = ? AND present.deployment_id = ? AND present.number = ?
            """;

    private static final String REMEMBER = """
            INSERT INTO deployment_activation (user_id, deployment_id, number, kind, automatic, from_version, to_version,
                canary_version, canary_percent, note, back_to)
            SELECT changed.user_id, changed.id, changed.activations, ?, ?, ?, changed.active_version, ?,
                   changed.canary_percent, ?,
                   coalesce(?::integer, (
                       SELECT back_to FROM deployment_activation
                       WHERE user_id = changed.user_id AND deployment_id = changed.id AND number = ?))
            FROM changed
            """;

    private static final String ACTIVATE = """
            WITH changed AS (
                UPDATE deployment
                SET active_version = ?, canary_version = NULL, canary_percent = NULL, canary_max_error_percent = NULL,
                    canary_since = NULL, activations = activations + 1, revision = revision + 1, updated_at = now()
                WHERE user_id = ? AND id = ?
                RETURNING *
            ),
            forgotten AS (
                DELETE FROM canary_tally WHERE user_id = ? AND deployment_id = ?
            )
            """ + REMEMBER;

    // A canary that goes on goes on being counted.
    private static final String SET_CANARY = """
            WITH changed AS (
                UPDATE deployment
                SET canary_since = CASE WHEN canary_version = ? THEN canary_since ELSE now() END,
                    canary_version = ?, canary_percent = ?, canary_max_error_percent = ?,
                    activations = activations + 1, revision = revision + 1, updated_at = now()
                WHERE user_id = ? AND id = ?
                RETURNING *
            ),
            tally AS (
                INSERT INTO canary_tally (user_id, deployment_id, since)
                SELECT user_id, id, canary_since FROM changed
                ON CONFLICT (user_id, deployment_id) DO UPDATE
                SET since = excluded.since, runs = 0, failures = 0
                WHERE canary_tally.since <> excluded.since
            )
            """ + REMEMBER;

    static final String PAGE = """
            SELECT a.number, a.kind, a.automatic, a.from_version, a.to_version, a.canary_version, a.canary_percent, a.note,
                   a.created_at
            FROM deployment_activation a
            WHERE a.user_id = ? AND a.deployment_id = ? AND a.number < ?
            ORDER BY a.number DESC
            LIMIT ?
            """;

    private final Database database;

    ActivationStore(Database database) {
        this.database = database;
    }

    /**
     * What of a deployment is active.
     *
     * @param workflow null once it is deleted
     * @param canary null when there is none
     * @param activations the number of the last activation
     */
    record Present(UUID workflow, int activeVersion, ActiveDeployment.Canary canary, int activations) {

        Integer canaryVersion() {
            return canary == null ? null : canary.version();
        }
    }

    /** An activation to go back to. */
    record Target(int version, int number) {}

    /** Holds the deployment until the end of the transaction; empty when there is none. */
    Optional<Present> lock(String user, UUID deployment) {
        return database.one(LOCK, ActivationStore::present, user, deployment);
    }

    /** Where a rollback goes from the activation {@code number}; empty when nothing was active before. */
    Optional<Target> back(String user, UUID deployment, int number) {
        return database.one(
                BACK, row -> new Target(row.getInt("to_version"), row.getInt("number")), user, deployment, number);
    }

    /** Makes a version active, for whoever holds the deployment, and ends the canary. A rollback comes back from here. */
    void promote(String user, UUID deployment, Present before, int version, ActivationKind kind, String note) {
        Integer backTo = before.activations() == 0 ? null : before.activations();
        activate(user, deployment, before, version, kind, false, note, backTo, null);
    }

    /** Makes the version of an earlier activation active again, and ends the canary. The next rollback goes on from there. */
    void rollBack(String user, UUID deployment, Present before, Target target, String note) {
        activate(
                user,
                deployment,
                before,
                target.version(),
                ActivationKind.ROLLED_BACK,
                false,
                note,
                null,
                target.number());
    }

    /** Ends the canary. */
    void stopCanary(String user, UUID deployment, Present before, ActivationKind kind, String note) {
        boolean automatic = kind == ActivationKind.CANARY_FAILED;
        activate(user, deployment, before, before.activeVersion(), kind, automatic, note, null, before.activations());
    }

    /** Starts a canary, or changes its share and limit. */
    void setCanary(String user, UUID deployment, Present before, CanaryDraft canary, ActivationKind kind) {
        database.update(
                SET_CANARY,
                canary.version(),
                canary.version(),
                canary.percent(),
                canary.limit(),
                user,
                deployment,
                SqlNames.of(kind),
                false,
                before.activeVersion(),
                canary.version(),
                canary.note(),
                null,
                before.activations());
    }

    Page<ActivationView> list(String user, UUID deployment, PageQuery page) {
        int before = page.cursor(1).map(last -> last.decimal(0).intValue()).orElse(Integer.MAX_VALUE);
        List<ActivationView> rows =
                database.list(PAGE, ActivationStore::view, user, deployment, before, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.number()));
    }

    private void activate(
            String user,
            UUID deployment,
            Present before,
            int version,
            ActivationKind kind,
            boolean automatic,
            String note,
            Integer backTo,
            Integer backToThatOf) {
        database.update(
                ACTIVATE,
                version,
                user,
                deployment,
                user,
                deployment,
                SqlNames.of(kind),
                automatic,
                before.activeVersion(),
                before.canaryVersion(),
                note,
                backTo,
                backToThatOf);
    }

    private static Present present(ResultSet row) throws SQLException {
        return new Present(
                row.getObject("workflow_id", UUID.class),
                row.getInt("active_version"),
                ActiveDeployments.canary(row),
                row.getInt("activations"));
    }

    private static ActivationView view(ResultSet row) throws SQLException {
        Instant at = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new ActivationView(
                row.getInt("number"),
                SqlNames.read(ActivationKind.class, row.getString("kind")),
                row.getBoolean("automatic"),
                row.getObject("from_version", Integer.class),
                row.getInt("to_version"),
                row.getObject("canary_version", Integer.class),
                row.getObject("canary_percent", Integer.class),
                row.getString("note"),
                at);
    }
}
