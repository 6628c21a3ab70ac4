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
import java.util.stream.StreamSupport;

/** Workouts that are started, filled with sets one by one and in batches, and finished. */
final class LoggedSets implements Strand {

    private static final int USERS = 3;
    private static final int SETS = 8;
    private static final int BATCH = 4;
    private static final List<String> EXERCISES = List.of("Squat", "Bench Press", "Deadlift");

    /** What the records of each exercise are by their definition. */
    static final String RECORDS = """
            WITH candidate AS (
                SELECT s.user_id, s.exercise_id, c.kind, c.at_weight_kg, c.value, s.id AS set_id, s.performed_at AS achieved_at
                FROM workout.workout_set s
                CROSS JOIN LATERAL (VALUES
                    ('weight', 0, s.weight_kg), ('reps_at_weight', s.weight_kg, s.reps),
                    ('set_volume', 0, s.weight_kg * s.reps),
                    ('e1rm', 0, CASE WHEN s.reps = 1 THEN s.weight_kg ELSE round(s.weight_kg * (1 + s.reps / 30.0), 6) END)
                ) AS c (kind, at_weight_kg, value)
                UNION ALL
                SELECT s.user_id, s.exercise_id, 'workout_volume', 0, sum(s.weight_kg * s.reps),
                       (array_agg(s.id ORDER BY s.number DESC))[1], w.finished_at
                FROM workout.workout_set s JOIN workout.workout w ON w.user_id = s.user_id AND w.id = s.workout_id
                WHERE w.finished_at IS NOT NULL
                GROUP BY s.user_id, s.exercise_id, w.id, w.finished_at
            ), best AS (
                SELECT DISTINCT ON (user_id, exercise_id, kind, at_weight_kg)
                       user_id, exercise_id, kind, at_weight_kg, value, set_id
                FROM candidate
                ORDER BY user_id, exercise_id, kind, at_weight_kg, value DESC, achieved_at, set_id
            ), kept AS (
                SELECT user_id, exercise_id, kind, at_weight_kg, value, set_id FROM workout.personal_record
            )
            SELECT concat_ws(' ', 'record', which, d.user_id, d.kind, d.at_weight_kg, d.value)
            FROM (SELECT 'kept' AS which, * FROM (TABLE kept EXCEPT TABLE best)
                  UNION ALL SELECT 'due', * FROM (TABLE best EXCEPT TABLE kept)) d
            """;

    private static final String AGGREGATES = """
            WITH period (name) AS (VALUES ('day'), ('week'), ('month')), due AS (
                SELECT period.name, w.user_id, s.exercise_id,
                       date_trunc(period.name, w.started_at AT TIME ZONE 'UTC')::date AS day,
                       count(DISTINCT w.id) AS workouts, count(*) AS sets, sum(s.reps) AS reps,
                       sum(s.weight_kg * s.reps) AS volume_kg, max(s.weight_kg) AS max_weight_kg
                FROM period CROSS JOIN workout.workout w
                JOIN workout.workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                WHERE w.finished_at IS NOT NULL
                GROUP BY 1, 2, 3, 4
            ), kept AS (
                SELECT 'day', user_id, exercise_id, day, workouts, sets, reps, volume_kg, max_weight_kg
                FROM workout.exercise_daily
                UNION ALL
                SELECT 'week', user_id, exercise_id, week_start, workouts, sets, reps, volume_kg, max_weight_kg
                FROM workout.exercise_weekly
                UNION ALL
                SELECT 'month', user_id, exercise_id, month, workouts, sets, reps, volume_kg, max_weight_kg
                FROM workout.exercise_monthly
            )
            SELECT concat_ws(' ', 'aggregate', which, d.name, d.user_id, d.day, d.sets, d.volume_kg)
            FROM (SELECT 'due' AS which, * FROM (TABLE due EXCEPT TABLE kept)
                  UNION ALL SELECT 'kept', * FROM (TABLE kept EXCEPT TABLE due)) d
            """;

    private static final String HALF_COUNTED = """
            SELECT concat_ws(' ', 'workout', user_id, name, last_number)
            FROM workout.workout w
            WHERE last_number <> (
                SELECT count(*) FROM workout.workout_set s WHERE s.user_id = w.user_id AND s.workout_id = w.id)
            """;

    private final Cluster cluster;
    private final Journal journal;
    private final Rows rows;
    private final List<Client> clients;
    private final Random choice;
    private String derived = "";

    LoggedSets(Cluster cluster, Journal journal, long seed) {
        this.cluster = cluster;
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.clients = Client.several(USERS, cluster.url(), "lifter");
        this.choice = new Random(seed);
    }

    @Override
    public int writers() {
        return USERS;
    }

    @Override
    public void goOn(int writer) throws IOException {
        Client client = clients.get(writer);
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1 + choice.nextInt(60));
        String name = journal.tag("workout");
        String path = "/api/v1/workouts/"
                + journal.write(
                                client,
                                Write.of("workouts", name, "POST", "/api/v1/workouts", """
                                {"name": "%s", "startedAt": "%sT10:00:00Z"}""".formatted(name, day))
                                        .needed())
                        .orElseThrow(() -> new IllegalStateException("Not started: " + journal.refused()))
                        .text("/id");
        for (int set = 0; set < SETS; set++) {
            String tag = journal.tag("set");
            journal.write(client, Write.of("sets", tag, "POST", path + "/sets", set(tag)));
        }
        String batch = journal.tag("sets");
        String sets = IntStream.range(0, BATCH).mapToObj(set -> set(batch)).collect(Collectors.joining(","));
        journal.write(
                client,
                Write.of("sets in batches", batch, "POST", path + "/sets:batch", "{\"sets\": [" + sets + "]}")
                        .parts(BATCH));
        journal.write(
                client,
                Write.of(
                                "finished workouts",
                                name + "-end",
                                "POST",
                                path + "/finish",
                                "{\"finishedAt\": \"" + day + "T11:00:00Z\"}")
                        .needed());
    }

    private String set(String tag) {
        return """
                {"exercise": "%s", "weight": %s, "unit": "kg", "reps": %d, "notes": "%s"}""".formatted(
                        EXERCISES.get(choice.nextInt(EXERCISES.size())),
                        20 + 2.5 * choice.nextInt(60),
                        1 + choice.nextInt(12),
                        tag);
    }

    @Override
    public void settle() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> rows.number("SELECT count(*) FROM workout.aggregate_queue") == 0);
    }

    @Override
    public List<Tally> tallies() throws IOException {
        Map<String, Integer> workouts = rows.counts("SELECT name, count(*) FROM workout.workout GROUP BY name");
        Map<String, Integer> finished = rows.counts(
                "SELECT name || '-end', count(*) FROM workout.workout WHERE finished_at IS NOT NULL GROUP BY name");
        Map<String, Integer> sets =
                rows.counts("SELECT notes, count(*) FROM workout.workout_set GROUP BY notes, workout_id");
        return List.of(
                journal.tally("workouts", workouts),
                journal.tally("finished workouts", finished),
                journal.tally("sets", sets),
                journal.tally("sets in batches", sets));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>(rows.texts(RECORDS));
        found.addAll(rows.texts(AGGREGATES));
        found.addAll(rows.texts(HALF_COUNTED));
        found.addAll(notShown());
        Answer verified = new Client(cluster.service(ServiceProcess.WORKOUT).managementUrl(), "root", "admin")
                .post("/monitoring/aggregates/verify", "");
        if (!verified.succeeded() || !verified.body().path("divergences").isEmpty()) {
            found.add(verified.toString());
        }
        derived = "%,d records and %,d aggregates of %,d sets; the service's own check of %s"
                .formatted(
                        rows.number("SELECT count(*) FROM workout.personal_record"),
                        rows.number("SELECT (SELECT count(*) FROM workout.exercise_daily)"
                                + " + (SELECT count(*) FROM workout.exercise_weekly)"
                                + " + (SELECT count(*) FROM workout.exercise_monthly)"),
                        rows.number("SELECT count(*) FROM workout.workout_set"),
                        verified.text("/checked"));
        return found;
    }

    /** Acknowledged sets that a workout does not show to its user as they were sent, or shows more than once. */
    private List<String> notShown() throws IOException {
        Map<String, Map<String, Integer>> shown = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (String kind : List.of("sets", "sets in batches")) {
            for (Entry entry : journal.of(kind)) {
                if (!entry.isAcknowledged()) {
                    continue;
                }
                String workout = entry.write().path().replaceAll("/sets.*", "");
                if (!shown.containsKey(workout)) {
                    shown.put(workout, notes(entry.client(), workout));
                }
                int times = shown.get(workout).getOrDefault(entry.write().tag(), 0);
                if (times != entry.write().parts()) {
                    found.add("shown " + times + " times: " + entry);
                }
            }
        }
        return found;
    }

    private static Map<String, Integer> notes(Client client, String workout) throws IOException {
        Answer answer = client.get(workout);
        return StreamSupport.stream(answer.body().path("sets").spliterator(), false)
                .map((JsonNode set) -> set.path("notes").asText())
                .collect(Collectors.toMap(note -> note, _ -> 1, Integer::sum));
    }

    @Override
    public String derived() {
        return derived;
    }
}
