package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.deployment.ActiveDeployment.Canary;
import dev.trainyard.deployment.run.RunSettings;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What invocations need to know of deployments. */
@ApplicationScoped
public class ActiveDeployments {

    static final String FIND = """
            SELECT d.name, d.is_active, d.active_version, d.canary_version, d.canary_percent, d.canary_max_error_percent,
                   d.canary_since, d.max_duration_ms, d.logged_steps, d.max_logged_bytes, d.redacted_paths,
                   d.max_concurrent, d.when_full, d.pause_after_failures,
                   (SELECT max(v.version) FROM deployment_version v WHERE v.user_id = d.user_id AND v.deployment_id = d.id)
                       AS latest_version
            FROM deployment d
            WHERE d.user_id = ? AND d.id = ?
            """;

    private final Database database;

    ActiveDeployments(Database database) {
        this.database = database;
    }

    /** The user's deployment; empty when there is none. */
    public Optional<ActiveDeployment> find(String user, UUID id) {
        return database.one(FIND, row -> active(user, id, row), user, id);
    }

    private static ActiveDeployment active(String user, UUID id, ResultSet row) throws SQLException {
        return new ActiveDeployment(
                user,
                id,
                row.getString("name"),
                row.getBoolean("is_active"),
                row.getInt("active_version"),
                row.getInt("latest_version"),
                canary(row),
                new RunSettings(
                        Duration.ofMillis(row.getLong("max_duration_ms")),
                        LoggedSteps.valueOf(row.getString("logged_steps").toUpperCase(Locale.ROOT)),
                        row.getInt("max_logged_bytes"),
                        List.of((String[]) row.getArray("redacted_paths").getArray())),
                row.getObject("max_concurrent", Integer.class),
                WhenFull.valueOf(row.getString("when_full").toUpperCase(Locale.ROOT)),
                row.getObject("pause_after_failures", Integer.class));
    }

    private static Canary canary(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject("canary_since", OffsetDateTime.class);
        return since == null
                ? null
                : new Canary(
                        row.getInt("canary_version"),
                        row.getInt("canary_percent"),
                        row.getObject("canary_max_error_percent", Integer.class),
                        since.toInstant());
    }
}
