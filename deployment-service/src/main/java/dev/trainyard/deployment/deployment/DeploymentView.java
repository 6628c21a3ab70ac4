package dev.trainyard.deployment.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What a client sees of a deployment.
 *
 * @param workflowId null once the workflow is deleted
 * @param pausedBecause {@code owner} or {@code failures}; null while it is active
 * @param hasChanges whether the workflow is not what the active version is; null once the workflow is deleted
 * @param canary null when there is none
 */
record DeploymentView(
        UUID id,
        String name,
        UUID workflowId,
        boolean isActive,
        String pausedBecause,
        int activeVersion,
        int latestVersion,
        Boolean hasChanges,
        CanaryView canary,
        Settings settings,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    static final String COLUMNS = """
            d.id, d.name, d.workflow_id, d.is_active, d.paused_because, d.active_version, newest.version AS latest_version,
            CASE WHEN w.id IS NOT NULL THEN live.content_hash IS DISTINCT FROM w.definition_hash END AS has_changes,
            d.canary_version, d.canary_percent, d.canary_max_error_percent, d.canary_since, tally.runs, tally.failures,
            d.created_at, d.updated_at, d.revision,
            """ + Settings.COLUMNS;

    /** Whatever else is known of deployments {@code d}: by keys only, so that a page of them is one statement. */
    static final String JOINS = """

            LEFT JOIN workflow w ON w.user_id = d.user_id AND w.id = d.workflow_id
            LEFT JOIN deployment_version live
                ON live.user_id = d.user_id AND live.deployment_id = d.id AND live.version = d.active_version
            LEFT JOIN canary_tally tally
                ON tally.user_id = d.user_id AND tally.deployment_id = d.id AND tally.since = d.canary_since
            CROSS JOIN LATERAL (
                SELECT max(v.version) AS version
                FROM deployment_version v
                WHERE v.user_id = d.user_id AND v.deployment_id = d.id
            ) newest
            """;

    static DeploymentView of(ResultSet row) throws SQLException {
        return new DeploymentView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("workflow_id", UUID.class),
                row.getBoolean("is_active"),
                row.getString("paused_because"),
                row.getInt("active_version"),
                row.getInt("latest_version"),
                row.getObject("has_changes", Boolean.class),
                CanaryView.of(row),
                Settings.of(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
