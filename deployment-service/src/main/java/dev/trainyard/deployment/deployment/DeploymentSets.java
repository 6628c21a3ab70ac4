package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Does something with any number of a user's deployments: one statement, which holds them in the order of their ids. */
@ApplicationScoped
class DeploymentSets {

    private static final String HELD = """
            WITH held AS (
                SELECT id FROM deployment WHERE user_id = ? AND id = ANY (?::uuid[]) ORDER BY id FOR UPDATE
            ),
            changed AS (
            """;

    private static final String OUTCOME = """
            )
            SELECT held.id, changed.id IS NOT NULL AS changed FROM held LEFT JOIN changed ON changed.id = held.id
            """;

    static final String PAUSE = HELD + """
                UPDATE deployment d
                SET is_active = false, paused_because = 'owner', revision = d.revision + 1, updated_at = now()
                FROM held
                WHERE d.user_id = ? AND d.id = held.id AND d.is_active
                RETURNING d.id
            """ + OUTCOME;

    static final String RESUME = HELD + """
                UPDATE deployment d
                SET is_active = true, paused_because = NULL, revision = d.revision + 1, updated_at = now()
                FROM held
                WHERE d.user_id = ? AND d.id = held.id AND NOT d.is_active
                RETURNING d.id
            """ + OUTCOME;

    static final String DELETE = HELD + """
                DELETE FROM deployment d USING held WHERE d.user_id = ? AND d.id = held.id RETURNING d.id
            """ + OUTCOME;

    private final Database database;
    private final Event<DeploymentsChanged> changes;

    DeploymentSets(Database database, Event<DeploymentsChanged> changes) {
        this.database = database;
        this.changes = changes;
    }

    ChangedDeployments pause(String user, List<UUID> ids) {
        return change(PAUSE, user, ids);
    }

    ChangedDeployments resume(String user, List<UUID> ids) {
        return change(RESUME, user, ids);
    }

    ChangedDeployments delete(String user, List<UUID> ids) {
        return change(DELETE, user, ids);
    }

    private ChangedDeployments change(String sql, String user, List<UUID> ids) {
        Map<UUID, Boolean> found = new HashMap<>();
        database.list(
                sql,
                row -> found.put(row.getObject("id", UUID.class), row.getBoolean("changed")),
                user,
                ids.toArray(UUID[]::new),
                user);
        List<UUID> asked = ids.stream().distinct().toList();
        ChangedDeployments outcome = new ChangedDeployments(
                asked.stream().filter(id -> found.getOrDefault(id, false)).toList(),
                asked.stream().filter(id -> !found.getOrDefault(id, true)).toList(),
                asked.stream().filter(id -> !found.containsKey(id)).toList());
        changes.fire(new DeploymentsChanged(outcome.changed()));
        return outcome;
    }
}
