package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.deployment.ActiveDeployment.Canary;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What invocations need to know of deployments. A deployment that was found is remembered until it changes, on whichever
 * replica that is.
 */
@ApplicationScoped
public class ActiveDeployments {

    static final String FIND = """
            SELECT d.name, d.is_active, d.active_version, d.canary_version, d.canary_percent, d.canary_max_error_percent,
                   d.canary_since,
                   (SELECT max(v.version) FROM deployment_version v WHERE v.user_id = d.user_id AND v.deployment_id = d.id)
                       AS latest_version,
            """ + Settings.COLUMNS + " FROM deployment d WHERE d.user_id = ? AND d.id = ?";

    private final Database database;
    private final DeploymentMemory memory;
    private final TransactionSynchronizationRegistry transactions;

    ActiveDeployments(Database database, DeploymentMemory memory, TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.memory = memory;
        this.transactions = transactions;
    }

    /** The user's deployment, as it was a second ago at the earliest; empty when there is none. */
    public Optional<ActiveDeployment> find(String user, UUID id) {
        // Taken before anything is read: what changes after it makes what was read worthless.
        long stamp = memory.stamp(id);
        Optional<ActiveDeployment> known = memory.recall(user, id, stamp);
        return known.isPresent() ? known : read(user, id, stamp);
    }

    private Optional<ActiveDeployment> read(String user, UUID id, long stamp) {
        Optional<ActiveDeployment> found = database.one(FIND, row -> active(user, id, row), user, id);
        // A transaction sees what nobody else does yet.
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            found.ifPresent(deployment -> memory.remember(deployment, stamp));
        }
        return found;
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
                Settings.of(row).ofRuns(),
                row.getObject("max_concurrent", Integer.class),
                SqlNames.read(WhenFull.class, row.getString("when_full")),
                row.getObject("pause_after_failures", Integer.class));
    }

    static Canary canary(ResultSet row) throws SQLException {
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
