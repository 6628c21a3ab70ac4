package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Adds deployments with their first versions: one statement, however many. */
@ApplicationScoped
class NewDeployments {

    // A name that is there already, or was asked for before, is left alone. In the order of names, so that two of these
    // never wait for each other. The hash is that of the definition which was checked.
    private static final String INSERT = """
            WITH item AS (
                SELECT asked.*, w.definition, w.definition_hash, coalesce(asked.name, w.name) AS full_name,
                       row_number() OVER (PARTITION BY coalesce(asked.name, w.name) ORDER BY asked.place) AS occurrence
                FROM jsonb_to_recordset(?::jsonb) AS asked (
                    place integer, workflow_id uuid, name text, note text, max_duration_ms bigint, logged_steps text,
                    max_logged_bytes integer, redacted_paths text[], kept_logs integer, kept_days integer,
                    max_concurrent integer, when_full text, pause_after_failures integer)
                JOIN workflow w ON w.user_id = ? AND w.id = asked.workflow_id
            ),
            made AS (
                INSERT INTO deployment (user_id, name, workflow_id, active_version, activations, max_duration_ms,
                    logged_steps, max_logged_bytes, redacted_paths, kept_logs, kept_days, max_concurrent, when_full,
                    pause_after_failures)
                SELECT ?, full_name, workflow_id, 1, 1, max_duration_ms, logged_steps, max_logged_bytes, redacted_paths,
                       kept_logs, kept_days, max_concurrent, when_full, pause_after_failures
                FROM item
                WHERE occurrence = 1
                ORDER BY full_name
                ON CONFLICT (user_id, name) DO NOTHING
                RETURNING user_id, id, name
            ),
            version AS (
                INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition, note)
                SELECT made.user_id, made.id, 1, item.definition_hash, item.definition, item.note
                FROM made JOIN item ON item.full_name = made.name AND item.occurrence = 1
            ),
            activation AS (
                INSERT INTO deployment_activation (user_id, deployment_id, number, kind, to_version)
                SELECT user_id, id, 1, 'created', 1 FROM made
            )
            SELECT item.place, item.full_name, made.id
            FROM item
            LEFT JOIN made ON made.name = item.full_name AND item.occurrence = 1
            ORDER BY item.place
            """;

    private final Database database;

    NewDeployments(Database database) {
        this.database = database;
    }

    /** A deployment to be added; {@code place} is that in the request. */
    record Item(int place, UUID workflow, String name, String note, Settings settings) {}

    /** What became of it: {@code id} is null when the name is taken. */
    record Added(int place, String name, UUID id) {}

    /** Adds those whose names are free, each of a workflow of the user's that there is. */
    List<Added> add(String user, List<Item> items) {
        ArrayNode asked = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(item -> asked.add(json(item)));
        return database.list(
                INSERT,
                row -> new Added(row.getInt("place"), row.getString("full_name"), row.getObject("id", UUID.class)),
                asked.toString(),
                user,
                user);
    }

    private static ObjectNode json(Item item) {
        Settings settings = item.settings();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("place", item.place())
                .put("workflow_id", item.workflow().toString())
                .put("name", item.name())
                .put("note", item.note())
                .put("max_duration_ms", settings.maxDuration().toMillis())
                .put("logged_steps", SqlNames.of(settings.loggedSteps()))
                .put("max_logged_bytes", settings.maxLoggedBytes())
                .put("kept_logs", settings.keptLogs())
                .put("kept_days", settings.keptDays())
                .put("max_concurrent", settings.maxConcurrent())
                .put("when_full", SqlNames.of(settings.whenFull()))
                .put("pause_after_failures", settings.pauseAfterFailures());
        ArrayNode paths = json.putArray("redacted_paths");
        settings.redactedPaths().forEach(paths::add);
        return json;
    }
}
