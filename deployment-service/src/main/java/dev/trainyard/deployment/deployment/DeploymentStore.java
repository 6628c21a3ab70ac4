package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table deployment, save for which version is active: one statement for each thing that is done with it. */
@ApplicationScoped
class DeploymentStore {

    private static final String VIEW = "SELECT " + DeploymentView.COLUMNS + " FROM deployment d " + DeploymentView.JOINS
            + " WHERE d.user_id = ? AND ";

    static final String FIND = VIEW + "d.id = ?";

    // By position rather than LIKE, so that nothing in a name needs escaping; every name has the empty one in it.
    private static final String PAGE = """
             d.id < ? AND strpos(casefold(d.name), casefold(?::text COLLATE pg_unicode_fast)) > 0
            ORDER BY d.id DESC
            LIMIT ?
            """;

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

    private static final UUID AFTER_ALL_IDS = new UUID(-1, -1);

    private final Database database;

    DeploymentStore(Database database) {
        this.database = database;
    }

    /** What a change of name or settings starts from. */
    record Present(String name, Settings settings, long revision) {}

    /** A name that is taken, and by which deployment. */
    record Named(UUID id, String name) {}

    Optional<DeploymentView> find(String user, UUID id) {
        return database.one(FIND, DeploymentView::of, user, id);
    }

    /** Those that the filters let pass, newest first. */
    Page<DeploymentView> list(String user, DeploymentFilter filter, PageQuery page) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(user);
        filter.workflow().ifPresent(parameters::add);
        filter.isActive().ifPresent(parameters::add);
        parameters.add(page.cursor(1).map(last -> last.uuid(0)).orElse(AFTER_ALL_IDS));
        parameters.add(filter.partOfName());
        parameters.add(page.limitPlusOne());
        String sql = list(filter.workflow().isPresent(), filter.isActive().isPresent());
        List<DeploymentView> rows = database.list(sql, DeploymentView::of, parameters.toArray());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    /** A statement for each kind of filter, so that each is served by its own index. */
    static String list(boolean ofWorkflow, boolean isActive) {
        return VIEW + (ofWorkflow ? "d.workflow_id = ? AND " : "") + (isActive ? "d.is_active = ? AND " : "") + PAGE;
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
