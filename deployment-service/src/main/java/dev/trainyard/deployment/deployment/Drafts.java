package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Workflows as they are now, to be deployed. They are checked once more: what was stored before there was a rule may break
 * it. Until the end of the transaction nobody changes what was checked.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Drafts {

    // Before any deployment is held: who deletes a workflow holds it first, too.
    static final String READ = """
            SELECT id, definition::text AS definition
            FROM workflow
            WHERE user_id = ? AND id = ANY (?::uuid[])
            ORDER BY id
            FOR SHARE
            """;

    // Of the largest definitions some megabytes.
    private static final int AT_A_TIME = 25;

    private final Database database;
    private final Definitions definitions;
    private final ObjectMapper json;

    Drafts(Database database, Definitions definitions, ObjectMapper json) {
        this.database = database;
        this.definitions = definitions;
        this.json = json;
    }

    /** What is wrong with each of these workflows, as far as the user has them: mostly nothing. */
    Map<UUID, List<Violation>> check(String user, Collection<UUID> workflows) {
        return database.run(connection -> {
            Map<UUID, List<Violation>> checked = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(READ)) {
                statement.setFetchSize(AT_A_TIME);
                statement.setString(1, user);
                statement.setArray(2, connection.createArrayOf("uuid", workflows.toArray()));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        checked.put(rows.getObject("id", UUID.class), violations(rows.getString("definition")));
                    }
                }
            }
            return checked;
        });
    }

    /** That a workflow cannot be deployed as it is. */
    static Problem invalid(List<Violation> violations) {
        return Problem.conflict("draft-invalid", "The workflow cannot be deployed as it is.")
                .with("violations", places(violations));
    }

    static List<Map<String, String>> places(List<Violation> violations) {
        return violations.stream()
                .map(violation -> Map.of("pointer", violation.pointer(), "detail", violation.detail()))
                .toList();
    }

    private List<Violation> violations(String definition) {
        try {
            return definitions.violations(json.readValue(definition, ObjectNode.class), "");
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("A column of type jsonb holds JSON", malformed);
        }
    }
}
