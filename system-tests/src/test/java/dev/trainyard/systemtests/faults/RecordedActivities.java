package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Journal.Entry;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.systemtests.faults.Journal.Write;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Activities, one by one and in batches, without an id of another system's that would keep them from being doubled. */
final class RecordedActivities implements Strand {

    private static final int USERS = 2;
    private static final int BATCH = 5;
    private static final String RECOMPUTE = "/monitoring/load/recompute";

    /** The loads by how hard it felt of each day, and their means, added up from the activities by the definition. */
    private static final String LOADS = """
            WITH bounds AS (
                SELECT user_id, min((started_at AT TIME ZONE 'UTC')::date) AS first FROM training.activity GROUP BY user_id
            ), daily AS (
                SELECT b.user_id, d::date AS day,
                       coalesce((SELECT sum(a.duration_seconds / 60.0 * a.rpe) FROM training.activity a
                                 WHERE a.user_id = b.user_id AND (a.started_at AT TIME ZONE 'UTC')::date = d::date), 0) AS load
                FROM bounds b
                CROSS JOIN LATERAL generate_series(b.first, (
                    SELECT max(day) FROM training.load_day k WHERE k.user_id = b.user_id), interval '1 day') d
            ), due AS (
                SELECT user_id, day, load,
                       avg(load) OVER (PARTITION BY user_id ORDER BY day ROWS 6 PRECEDING) AS acute,
                       avg(load) OVER (PARTITION BY user_id ORDER BY day ROWS 27 PRECEDING) AS chronic
                FROM daily
            )
            SELECT concat_ws(' ', 'load', user_id, day, due.load, kept.load, due.acute, kept.acute, due.chronic, kept.chronic)
            FROM due FULL JOIN (SELECT * FROM training.load_day WHERE metric = 'srpe') kept USING (user_id, day)
            WHERE NOT coalesce(abs(due.load - kept.load) < 1e-6 AND abs(due.acute - kept.acute) < 1e-6
                               AND abs(due.chronic - kept.chronic) < 1e-6, false)
            """;

    private final Cluster cluster;
    private final Journal journal;
    private final Rows rows;
    private final List<Client> clients;
    private final Random choice;
    private String derived = "";

    RecordedActivities(Cluster cluster, Journal journal, long seed) {
        this.cluster = cluster;
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.clients = Client.several(USERS, cluster.url(), "runner");
        this.choice = new Random(seed);
    }

    @Override
    public int writers() {
        return USERS;
    }

    @Override
    public void goOn(int writer) throws IOException {
        Client client = clients.get(writer);
        for (int one = 0; one < BATCH; one++) {
            String tag = journal.tag("activity");
            journal.write(client, Write.of("activities", tag, "POST", "/api/v1/activities", activity(tag)));
        }
        String tag = journal.tag("activities");
        String batch = IntStream.range(0, BATCH).mapToObj(_ -> activity(tag)).collect(Collectors.joining(","));
        journal.write(
                client,
                Write.of(
                                "activities in batches",
                                tag,
                                "POST",
                                "/api/v1/activities:batch",
                                "{\"activities\": [" + batch + "]}")
                        .parts(BATCH));
    }

    private String activity(String tag) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1 + choice.nextInt(90));
        return """
                {"type": "run", "startedAt": "%sT06:00:00Z", "durationSeconds": %d, "rpe": %d, "name": "%s"}""".formatted(day, 600 + choice.nextInt(6000), 1 + choice.nextInt(10), tag);
    }

    @Override
    public void settle() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> rows.number("SELECT count(*) FROM training.load_change") == 0);
    }

    @Override
    public List<Tally> tallies() {
        Map<String, Integer> stored = rows.counts("SELECT name, count(*) FROM training.activity GROUP BY name");
        return List.of(journal.tally("activities", stored), journal.tally("activities in batches", stored));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>(rows.texts(LOADS));
        found.addAll(rows.texts("""
                SELECT concat_ws(' ', 'activity with', count(l.metric), 'loads:', a.name)
                FROM training.activity a
                LEFT JOIN training.activity_load l ON l.user_id = a.user_id AND l.activity_id = a.id
                GROUP BY a.user_id, a.id, a.name HAVING count(l.metric) <> 5
                """));
        found.addAll(notShown());
        Client admin = new Client(cluster.service(ServiceProcess.TRAINING).managementUrl(), "root", "admin");
        admin.post(RECOMPUTE, "");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !admin.get(RECOMPUTE).text("/state").equals("running"));
        Answer recomputed = admin.get(RECOMPUTE);
        if (!recomputed.text("/state").equals("done")
                || recomputed.body().path("changedDays").asInt(-1) != 0) {
            found.add(recomputed.toString());
        }
        derived = "%,d days of load from %,d activities, by the definition; recomputing all changed %s"
                .formatted(
                        rows.number("SELECT count(*) FROM training.load_day WHERE metric = 'srpe'"),
                        rows.number("SELECT count(*) FROM training.activity"),
                        recomputed.text("/changedDays"));
        return found;
    }

    private List<String> notShown() throws IOException {
        Map<String, Integer> shown = new HashMap<>();
        for (Client client : clients) {
            String next = "";
            do {
                Answer page = client.get("/api/v1/activities?limit=200" + next);
                for (JsonNode activity : page.body().path("items")) {
                    shown.merge(activity.path("name").asText(), 1, Integer::sum);
                }
                next = page.body().path("next").isTextual() ? "&cursor=" + page.text("/next") : "";
            } while (!next.isEmpty());
        }
        List<String> found = new ArrayList<>();
        for (String kind : List.of("activities", "activities in batches")) {
            for (Entry entry : journal.of(kind)) {
                int times = shown.getOrDefault(entry.write().tag(), 0);
                if (entry.isAcknowledged() && times != entry.write().parts()) {
                    found.add("shown " + times + " times: " + entry);
                }
            }
        }
        return found;
    }

    @Override
    public String derived() {
        return derived;
    }
}
