package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;

import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Journal.Entry;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.systemtests.faults.Journal.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs of two workflows: one that only computes and is waited for, and one that calls a server and is not. */
final class BegunRuns implements Strand {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Client user;
    private final Journal journal;
    private final Rows rows;
    private final Receiver receiver;
    private final List<String> deployments = new ArrayList<>();
    private String derived = "";

    BegunRuns(Cluster cluster, Journal journal, Receiver receiver) {
        this.user = new Client(cluster.url(), "automator");
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.receiver = receiver;
    }

    @Override
    public void begin() throws IOException {
        deployments.add(deployed("computes", "[{\"set it\": {\"set\": {\"tag\": \"${ .tag }\"}}}]"));
        deployments.add(deployed("calls", """
                [{"call it": {"call": "http", "with": {"method": "post", "endpoint": "%s/called"}}},
                 {"set it": {"set": {"done": true}}}]
                """.formatted(receiver.url())));
    }

    private String deployed(String name, String tasks) throws IOException {
        String workflow =
                user.post("/api/v1/workflows", """
                        {"definition": {"document": {"dsl": "1.0.0", "namespace": "tests", "name": "%s", "version": "1.0.0"}, "do": %s}}
                        """.formatted(name, tasks)).text("/id");
        return user.post("/api/v1/deployments", """
                        {"workflowId": "%s", "settings": {"keptLogs": 10000}}""".formatted(workflow)).text("/id");
    }

    @Override
    public int writers() {
        return deployments.size();
    }

    @Override
    public void goOn(int writer) throws IOException {
        String tag = journal.tag("run");
        Write write = Write.of(
                writer == 0 ? "invocations" : "invocations that nobody waits for",
                tag,
                "POST",
                "/api/v1/deployments/" + deployments.get(writer) + "/invoke",
                "{\"input\": {\"tag\": \"" + tag + "\"}}");
        journal.write(user, writer == 0 ? write : write.headers("Prefer", "respond-async"));
    }

    @Override
    public void settle() {
        await().atMost(PATIENCE).until(() -> rows.number("SELECT count(*) FROM deployment.run") == 0);
    }

    @Override
    public List<Tally> tallies() {
        var ended = rows.counts("SELECT request ->> 'tag', count(*) FROM deployment.deployment_log GROUP BY 1");
        return List.of(journal.tally("invocations", ended), journal.tally("invocations that nobody waits for", ended));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>(rows.texts("""
                SELECT concat_ws(' ', 'ended as', status, id, error) FROM deployment.deployment_log
                WHERE status <> 'completed'
                """));
        found.addAll(rows.texts("""
                SELECT concat_ws(' ', 'key', k.key, 'stands for', l.request ->> 'tag')
                FROM deployment.invocation_key k
                LEFT JOIN deployment.deployment_log l ON l.user_id = k.user_id AND l.id = k.run_id
                WHERE (l.request ->> 'tag') IS DISTINCT FROM k.key
                """));
        found.addAll(rows.texts("""
                SELECT concat_ws(' ', 'steps of', l.id, l.steps, count(s.number))
                FROM deployment.deployment_log l
                LEFT JOIN deployment.run_step s ON s.user_id = l.user_id AND s.run_id = l.id
                GROUP BY l.user_id, l.id, l.steps HAVING count(s.number) <> l.steps
                """));
        int looked = 0;
        for (String kind : List.of("invocations", "invocations that nobody waits for")) {
            for (Entry entry : journal.of(kind)) {
                if (entry.isAcknowledged() && (entry.sent() > 1 || looked < 200)) {
                    looked++;
                    Answer run = user.get("/api/v1/invocations/" + entry.last().text("/id"));
                    if (!run.text("/status").equals("completed")) {
                        found.add(run + " of " + entry);
                    }
                }
            }
        }
        derived =
                "%,d runs all completed, each with one log and its steps; %,d calls made, %d of them again by the same key"
                        .formatted(
                                rows.number("SELECT count(*) FROM deployment.deployment_log"),
                                receiver.calls().size(),
                                receiver.calls().values().stream()
                                        .filter(times -> times > 1)
                                        .count());
        return found;
    }

    @Override
    public String derived() {
        return derived;
    }
}
