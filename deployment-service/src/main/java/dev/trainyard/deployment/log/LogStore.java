package dev.trainyard.deployment.log;

import dev.trainyard.deployment.schema.Condition;
import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.deployment.schema.Listing;
import dev.trainyard.deployment.schema.Lists;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The view logged_step and table deployment_log, and what of table run looks like a log; always bound to the user first. */
@ApplicationScoped
class LogStore {

    // A run that goes on has nothing that was redacted.
    static final String WITH_RUNNING = """
            (SELECT user_id, id, deployment_id, version, trigger, status, latency_ms, request, response, error, steps,
                    accepted_at, started_at, finished_at
             FROM deployment_log
             UNION ALL
             SELECT user_id, id, deployment_id, version, trigger, status, NULL::bigint, NULL::jsonb, NULL::jsonb,
                    NULL::jsonb, steps, accepted_at, started_at, NULL::timestamptz
             FROM run) AS logged
            """;

    static final String LOGGED_STEPS = "logged_step";

    static final String HAS_DEPLOYMENT = "SELECT 1 FROM deployment WHERE user_id = ? AND id = ?";

    static final String HAS_RUN = """
            SELECT 1 FROM run WHERE user_id = ? AND id = ?
            UNION ALL
            SELECT 1 FROM deployment_log WHERE user_id = ? AND id = ?
            """;

    private final Database database;
    private final Lists lists;

    LogStore(Database database, Lists lists) {
        this.database = database;
        this.lists = lists;
    }

    Page<Map<String, Object>> logs(String user, UUID deployment, LogFilter filter, ListQuery query, PageQuery page) {
        Page<Map<String, Object>> logs = lists.read(listing(user, deployment, filter), query, page);
        if (logs.items().isEmpty()) {
            requireDeployment(user, deployment);
        }
        return logs;
    }

    Page<Map<String, Object>> steps(
            String user, UUID run, Map<String, String> filters, ListQuery query, PageQuery page) {
        List<Condition> conditions = List.of(Condition.of("user_id = ?", user), Condition.of("run_id = ?", run));
        Listing listing = new Listing(LogColumns.STEPS, LOGGED_STEPS, false, filters, conditions);
        Page<Map<String, Object>> steps = lists.read(listing, query, page);
        if (steps.items().isEmpty()) {
            requireRun(user, run);
        }
        return steps;
    }

    /** What a list of logs reads. */
    static Listing listing(String user, UUID deployment, LogFilter filter) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(Condition.of("user_id = ?", user));
        conditions.add(Condition.of("deployment_id = ?", deployment));
        conditions.addAll(filter.ranges());
        return filter.withRunning()
                ? new Listing(LogColumns.LOGS, WITH_RUNNING, true, filter.values(), conditions)
                : Listing.of(LogColumns.LOGS, filter.values(), conditions);
    }

    void requireDeployment(String user, UUID deployment) {
        if (database.one(HAS_DEPLOYMENT, row -> true, user, deployment).isEmpty()) {
            throw Problem.notFound("deployment");
        }
    }

    void requireRun(String user, UUID run) {
        if (database.one(HAS_RUN, row -> true, user, run, user, run).isEmpty()) {
            throw Problem.notFound("invocation");
        }
    }
}
