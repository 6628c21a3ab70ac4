package dev.trainyard.deployment.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.schema.Condition;
import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.deployment.schema.ListedColumns;
import dev.trainyard.deployment.schema.Listing;
import dev.trainyard.deployment.schema.Lists;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Table workflow: one statement for each thing that is done with it, always bound to the user first. */
@ApplicationScoped
class WorkflowStore {

    private static final String SUMMARY = "id, name, created_at, updated_at, revision";

    private static final String VIEW = SUMMARY + ", definition::text AS definition";

    private static final String INSERT =
            "INSERT INTO workflow (user_id, name, definition) VALUES (?, ?, ?::jsonb) RETURNING " + VIEW;

    private static final String INSERT_ALL = """
            INSERT INTO workflow (user_id, name, definition)
            SELECT ?, draft.name, draft.definition::jsonb
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS draft (name, definition, number)
            ORDER BY draft.number
            RETURNING
            """ + SUMMARY;

    private static final String COPY = """
            INSERT INTO workflow (user_id, name, definition)
            SELECT user_id, ?, definition FROM workflow WHERE user_id = ? AND id = ?
            RETURNING
            """ + VIEW;

    private static final String UPDATE = """
            UPDATE workflow
            SET name = ?, definition = ?::jsonb, revision = revision + 1, updated_at = now()
            WHERE user_id = ? AND id = ? AND revision = ?
            RETURNING
            """ + VIEW;

    private static final String DELETE =
            "DELETE FROM workflow WHERE user_id = ? AND id = ? AND revision = coalesce(?, revision)";

    private static final String FIND = "SELECT " + VIEW + " FROM workflow WHERE user_id = ? AND id = ?";

    private static final String FIND_SUMMARY = "SELECT " + SUMMARY + " FROM workflow WHERE user_id = ? AND id = ?";

    @Produces
    static final ListedColumns LISTED =
            ListedColumns.of("workflow", List.of("id", "name", "created_at", "updated_at", "revision"), List.of());

    // By position rather than LIKE, so that nothing in a name needs escaping; every name has the empty one in it.
    static final String HAS_IN_NAME = "strpos(casefold(name), casefold(?::text COLLATE pg_unicode_fast)) > 0";

    private final Database database;
    private final Lists lists;

    WorkflowStore(Database database, Lists lists) {
        this.database = database;
        this.lists = lists;
    }

    WorkflowView insert(String user, String name, ObjectNode definition) {
        return database.one(INSERT, WorkflowStore::view, user, name, definition.toString())
                .orElseThrow();
    }

    /** Adds workflows, each with the name at its place, in their order. */
    List<WorkflowSummary> insertAll(String user, List<String> names, List<ObjectNode> definitions) {
        Map<String, WorkflowSummary> byName = new HashMap<>();
        database.list(
                        INSERT_ALL,
                        WorkflowStore::summary,
                        user,
                        names.toArray(String[]::new),
                        definitions.stream().map(ObjectNode::toString).toArray(String[]::new))
                .forEach(workflow -> byName.put(workflow.name(), workflow));
        return names.stream().map(byName::get).toList();
    }

    /** Adds a workflow with the definition of {@code id}; empty when there is none. */
    Optional<WorkflowView> copy(String user, UUID id, String name) {
        return database.one(COPY, WorkflowStore::view, name, user, id);
    }

    /** Replaces name and definition; empty when {@code revision} is not the workflow's any more. */
    Optional<WorkflowView> update(String user, UUID id, long revision, String name, ObjectNode definition) {
        return database.one(UPDATE, WorkflowStore::view, name, definition.toString(), user, id, revision);
    }

    /** Deletes a workflow, at any revision when {@code revision} is null; whether there was one. */
    boolean delete(String user, UUID id, Long revision) {
        return database.update(DELETE, user, id, revision) == 1;
    }

    Optional<WorkflowView> find(String user, UUID id) {
        return database.one(FIND, WorkflowStore::view, user, id);
    }

    Optional<WorkflowSummary> findSummary(String user, UUID id) {
        return database.one(FIND_SUMMARY, WorkflowStore::summary, user, id);
    }

    /** Those with {@code part} in their name, whatever its case, newest first. */
    Page<Map<String, Object>> list(String user, String part, ListQuery query, PageQuery page) {
        return lists.read(listing(user, part), query, page);
    }

    /** The statement of the list. */
    String listed() {
        return lists.sql(listing("", ""), ListQuery.of(null, null));
    }

    private static Listing listing(String user, String part) {
        return Listing.of(
                LISTED, Map.of(), List.of(Condition.of("user_id = ?", user), Condition.of(HAS_IN_NAME, part)));
    }

    private static WorkflowView view(ResultSet row) throws SQLException {
        return new WorkflowView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("definition"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("revision"));
    }

    private static WorkflowSummary summary(ResultSet row) throws SQLException {
        return new WorkflowSummary(
                row.getObject("id", UUID.class),
                row.getString("name"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("revision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
