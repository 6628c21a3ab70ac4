package dev.trainyard.deployment.deployment;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Table deployment, save for which version is active: one statement for each thing that is done with it. */
@ApplicationScoped
class DeploymentStore {

    private static final String VIEW = "SELECT " + DeploymentView.COLUMNS + " FROM deployment d " + DeploymentView.JOINS
            + " WHERE d.user_id = ? AND ";

    static final String FIND = VIEW + "d.id = ?";

    @Produces
    static final ListedColumns LISTED = ListedColumns.of(
            "deployment",
            List.of(
                    "id",
                    "name",
                    "workflow_id",
                    "is_active",
                    "paused_because",
                    "active_version",
                    "created_at",
                    "updated_at",
                    "revision"),
            List.of());

    // Whole items have more than columns.
    private static final String WHOLE = "(SELECT d.user_id, " + DeploymentView.COLUMNS + " FROM deployment d "
            + DeploymentView.JOINS + ") AS listed";

    // By position rather than LIKE, so that nothing in a name needs escaping; every name has the empty one in it.
    private static final String HAS_IN_NAME = "strpos(casefold(name), casefold(?::text COLLATE pg_unicode_fast)) > 0";

    private static final String HOLD_NAMES =
            "SELECT pg_advisory_xact_lock(hashtextextended('deployment names of ' || ?, 0))";

    static final String NAMED = "SELECT id, name FROM deployment WHERE user_id = ? AND name = ANY (?::text[])";

    private static final String LOCK = "SELECT d.id, d.name, d.revision, " + Settings.COLUMNS
            + " FROM deployment d WHERE d.user_id = ? AND d.id = ? FOR UPDATE";

    private static final String UPDATE = """
            UPDATE deployment
            SET name = ?, max_duration_ms = ?, logged_steps = ?, max_logged_bytes = ?, redacted_paths = ?::text[],
                kept_logs = ?, kept_days = ?, max_concurrent = ?, when_full = ?, pause_after_failures = ?,
                revision = revision + 1, updated_at = now()
            WHERE user_id = ? AND id = ?
            """;

    private final Database database;
    private final Lists lists;

    DeploymentStore(Database database, Lists lists) {
        this.database = database;
        this.lists = lists;
    }

    /** What a change of name or settings starts from. */
    record Present(String name, Settings settings, long revision) {}

    /** A name that is taken, and by which deployment. */
    record Named(UUID id, String name) {}

    Optional<DeploymentView> find(String user, UUID id) {
        return database.one(FIND, DeploymentView::of, user, id);
    }

    /** Those that the filters let pass, newest first unless said otherwise; whole, or their columns that are chosen. */
    Page<?> list(String user, DeploymentFilter filter, ListQuery query, PageQuery page) {
        return query.choosesFields()
                ? lists.read(listing(LISTED.table(), user, filter), query, page)
                : lists.views(listing(WHOLE, user, filter), query, page, DeploymentView::of);
    }

    /** The statement of the list of whole items. */
    String listed(DeploymentFilter filter) {
        return lists.sqlOfViews(listing(WHOLE, "", filter), ListQuery.of(null, null));
    }

    private static Listing listing(String from, String user, DeploymentFilter filter) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(Condition.of("user_id = ?", user));
        filter.workflow().ifPresent(id -> conditions.add(Condition.of("workflow_id = ?", id)));
        filter.isActive().ifPresent(isActive -> conditions.add(Condition.of("is_active = ?", isActive)));
        conditions.add(Condition.of(HAS_IN_NAME, filter.partOfName()));
        return new Listing(LISTED, from, false, Map.of(), conditions);
    }

    /** Until the end of the transaction nobody else gives a name to a deployment of this user. */
    void holdNames(String user) {
        database.one(HOLD_NAMES, row -> "held", user);
    }

    /** Those of the names that are taken. */
    List<Named> named(String user, List<String> names) {
        return database.list(
                NAMED,
                row -> new Named(row.getObject("id", UUID.class), row.getString("name")),
                user,
                names.toArray(String[]::new));
    }

    /** Holds the deployment until the end of the transaction; empty when there is none. */
    Optional<Present> lock(String user, UUID id) {
        return database.one(
                LOCK, row -> new Present(row.getString("name"), Settings.of(row), row.getLong("revision")), user, id);
    }

    void update(String user, UUID id, String name, Settings settings) {
        database.update(
                UPDATE,
                name,
                settings.maxDuration().toMillis(),
                SqlNames.of(settings.loggedSteps()),
                settings.maxLoggedBytes(),
                settings.redactedPaths().toArray(String[]::new),
                settings.keptLogs(),
                settings.keptDays(),
                settings.maxConcurrent(),
                SqlNames.of(settings.whenFull()),
                settings.pauseAfterFailures(),
                user,
                id);
    }
}
