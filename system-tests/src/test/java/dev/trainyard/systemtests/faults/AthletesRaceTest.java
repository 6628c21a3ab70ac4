package dev.trainyard.systemtests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Race.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients change the same workout, activity or token at once, through two replicas of each service. */
@Tag("faults")
class AthletesRaceTest {

    private static final int CLIENTS = 12;
    private static final int ROUNDS = Scale.times(3, 60);
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int GONE = 204;
    private static final int ABSENT = 404;

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Rows rows;

    private final Race race = new Race(getClass(), CLIENTS);
    private final Client user = new Client(cluster.url(), "user-" + UUID.randomUUID());

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.temporary();
        rows = new Rows(database);
        cluster = Cluster.over(database)
                .with(ServiceProcess.WORKOUT, 2)
                .with(ServiceProcess.TRAINING, 2)
                .start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        database.close();
    }

    @AfterEach
    void noMistakes() {
        race.assertNoMistakes();
    }

    @Test
    void userHasOneActiveWorkoutAtMost() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<Answer> started = race.of(CLIENTS, _ -> user.post("/api/v1/workouts", "{}"));
            String active = Race.winner(started, CREATED, "workout-active").text("/id");
            for (Answer refused : started) {
                assertTrue(refused.status() == CREATED
                        || refused.text("/activeWorkoutId").equals(active));
            }
            List<Answer> finished = race.of(CLIENTS, _ -> user.post("/api/v1/workouts/" + active + "/finish", "{}"));
            Race.winner(finished, OK, "workout-finished");
        }
        assertEquals(ROUNDS, rows.number("SELECT count(*) FROM workout.workout WHERE user_id = ?", user.user()));
        race.found(
                "start and finish a user's workout",
                "one wins each time",
                ROUNDS + " starts and finishes, one winner each");
    }

    @Test
    void setsOfAWorkoutAreAddedChangedAndRemovedByAll() throws IOException {
        // A workout has room for so many.
        int rounds = Math.min(ROUNDS, 40);
        String workout =
                "/api/v1/workouts/" + user.post("/api/v1/workouts", "{}").text("/id");
        List<Answer> added = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            added.addAll(race.of(
                    CLIENTS, number -> user.post(workout + "/sets", """
                    {"exercise": "Squat", "weight": %d, "unit": "kg", "reps": %d}""".formatted(60 + number, 1 + number % 5))));
        }
        Set<String> there = new HashSet<>();
        for (Answer answer : added) {
            assertEquals(CREATED, answer.status(), answer::toString);
            there.add(answer.text("/id"));
        }
        assertEquals(added.size(), there.size());
        assertEquals(List.of(), misnumbered());

        List<String> ids = List.copyOf(there);
        for (int round = 0; round < rounds; round++) {
            int shift = round;
            // Three of them change one field of a set each, others remove their own, others add.
            List<Answer> answers = race.of(CLIENTS, number -> switch (number) {
                case 0 -> user.send("PATCH", workout + "/sets/" + ids.getFirst(), "{\"reps\": " + (10 + shift) + "}");
                case 1 ->
                    user.send(
                            "PATCH",
                            workout + "/sets/" + ids.getFirst(),
                            "{\"weight\": " + (200 + shift) + ", \"unit\": \"kg\"}");
                case 2 ->
                    user.send("PATCH", workout + "/sets/" + ids.getFirst(), "{\"notes\": \"note " + shift + "\"}");
                case 3 -> user.delete(workout + "/sets/" + ids.get(1 + shift));
                default -> user.post(workout + "/sets", """
                        {"exercise": "Squat", "weight": %d, "unit": "kg", "reps": 3}""".formatted(60 + number));
            });
            answers.forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
        }

        assertEquals(
                List.of("%d %d note %d".formatted(9 + rounds, 199 + rounds, rounds - 1)),
                rows.texts(
                        "SELECT concat_ws(' ', reps, trim_scale(weight_kg), notes) FROM workout.workout_set WHERE id = ?::uuid",
                        ids.getFirst()));
        assertEquals(
                (long) rounds * (CLIENTS - 1 + CLIENTS - 4),
                rows.number("SELECT count(*) FROM workout.workout_set WHERE user_id = ?", user.user()));
        assertEquals(List.of(), rows.texts(LoggedSets.RECORDS));
        race.found(
                "add, change and remove sets of one workout",
                "no set and no field's change lost, records equal a recompute",
                "%d sets added, %d fields changed, %d removed; 0 lost, 0 records otherwise"
                        .formatted(added.size() + rounds * (CLIENTS - 4), 3 * rounds, rounds));
    }

    private List<String> misnumbered() {
        return rows.texts("""
                SELECT concat_ws(' ', number, place) FROM (
                    SELECT number, row_number() OVER (ORDER BY number) AS place FROM workout.workout_set WHERE user_id = ?
                ) AS numbered WHERE number <> place
                """, user.user());
    }

    @Test
    void noStepOfACountIsLost() throws IOException {
        String template = user.post("/api/v1/templates", """
                        {"name": "Push", "notes": "0", "exercises": [{"exercise": "Squat", "sets": [{"reps": 5}]}]}""").text("/id");
        String activity = user.post("/api/v1/activities", """
                        {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 1}""").text("/id");
        int stale = race.count(
                new Counter("template", user, "PUT", "/api/v1/templates/" + template, "/notes", number ->
                        """
                        {"name": "Push", "notes": "%d", "exercises": [{"exercise": "Squat", "sets": [{"reps": 5}]}]}""".formatted(number)),
                CLIENTS,
                ROUNDS);
        stale += race.count(
                new Counter(
                        "activity",
                        user,
                        "PATCH",
                        "/api/v1/activities/" + activity,
                        "/durationSeconds",
                        number -> "{\"durationSeconds\": " + number + "}"),
                CLIENTS,
                ROUNDS);
        race.found(
                "raise a number in a template and in an activity, by If-Match",
                "no update lost, each version acknowledged once",
                "%d changes, %d refused as stale; 0 lost".formatted(2 * CLIENTS * ROUNDS, stale));
    }

    @Test
    void externalIdIsRegisteredOnce() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "watch-" + round;
            List<Answer> registered = race.of(CLIENTS, _ -> user.post("/api/v1/activities", activity(id)));
            String winner =
                    Race.winner(registered, CREATED, "external-id-taken").text("/id");
            for (Answer refused : registered) {
                assertTrue(
                        refused.status() == CREATED
                                || refused.text("/existingId").equals(winner),
                        refused::toString);
            }
        }
        assertEquals(ROUNDS, rows.number("SELECT count(*) FROM training.activity WHERE user_id = ?", user.user()));
        race.found("register one externalId", "one wins, the others learn its id", ROUNDS + " ids, one winner each");
    }

    private static String activity(String externalId) {
        return """
                {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600, "externalId": "%s"}""".formatted(externalId);
    }

    @Test
    void batchesThatOverlapCreateEachActivityOnce() throws IOException {
        int size = 40;
        for (int round = 0; round < ROUNDS; round++) {
            int shift = round;
            List<Answer> recorded = race.of(CLIENTS, number -> {
                List<Integer> order = new ArrayList<>(IntStream.range(0, size)
                        .map(place -> shift * size + place)
                        .boxed()
                        .toList());
                Collections.shuffle(order, new Random(number));
                return user.post(
                        "/api/v1/activities:batch",
                        order.stream()
                                .map(place -> activity("batch-" + place))
                                .collect(Collectors.joining(",", "{\"activities\": [", "]}")));
            });
            int created = 0;
            Set<String> ids = new HashSet<>();
            for (Answer answer : recorded) {
                assertTrue(answer.succeeded(), answer::toString);
                created += answer.body().path("created").asInt();
                answer.body()
                        .path("activities")
                        .forEach(one -> ids.add(one.path("id").asText()));
            }
            assertEquals(size, created);
            assertEquals(size, ids.size());
        }
        assertEquals(
                (long) ROUNDS * size,
                rows.number("SELECT count(*) FROM training.activity WHERE user_id = ?", user.user()));
        race.found(
                "record the same activities in batches of another order",
                "each is created once, no deadlock",
                ROUNDS * size + " activities, each created by one");
    }

    @Test
    void keyIsUsedOnceHoweverManySendItAtOnce() throws IOException {
        int replayed = 0;
        int inFlight = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String key = UUID.randomUUID().toString();
            List<Answer> answers = race.of(CLIENTS, _ -> user.post("/api/v1/activities", """
                    {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600}""", "Idempotency-Key", key));
            Set<String> ids = new HashSet<>();
            for (Answer answer : answers) {
                if (answer.succeeded()) {
                    ids.add(answer.text("/id"));
                    replayed += answer.header("Idempotency-Replayed").isPresent() ? 1 : 0;
                } else {
                    assertEquals("urn:problem:idempotency-key-in-flight", answer.text("/type"), answer::toString);
                    inFlight++;
                }
            }
            assertEquals(1, ids.size(), answers::toString);
        }
        assertEquals(ROUNDS, rows.number("SELECT count(*) FROM training.activity WHERE user_id = ?", user.user()));
        race.found(
                "send the same Idempotency-Key",
                "done once",
                "%d keys, each done once; %d got its answer, %d were told that it is in flight"
                        .formatted(ROUNDS, replayed, inFlight));
    }

    /** Each save says in its details who it is; the audit tells in which order they took place. */
    @Test
    void auditOfATokenTellsEachChangeInItsOrder() throws IOException {
        String path = "/api/v1/tokens/strava";
        int saves = 0;
        int deletions = 0;
        int created = 0;
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            int shift = round;
            List<Answer> answers = race.of(
                    CLIENTS,
                    number -> number % 3 == 0 ? user.delete(path) : user.put(path, """
                                    {"accessToken": "secret-%1$d-%2$d", "details": "save %1$d-%2$d"}""".formatted(shift, number)));
            for (int number = 0; number < CLIENTS; number++) {
                Answer answer = answers.get(number);
                if (number % 3 == 0) {
                    assertTrue(answer.status() == GONE || answer.status() == ABSENT, answer::toString);
                    deletions += answer.status() == GONE ? 1 : 0;
                } else {
                    assertTrue(answer.succeeded(), answer::toString);
                    saves++;
                    created += answer.status() == CREATED ? 1 : 0;
                    acknowledged.add("save " + shift + "-" + number);
                }
            }
        }

        List<String> audit = rows.texts("""
                SELECT operation || ' ' || outcome || ' ' || coalesce(details, '') FROM training.token_audit_log
                WHERE user_id = ? ORDER BY sequence
                """, user.user());
        Set<String> audited = new HashSet<>();
        String held = "";
        int begun = 0;
        int ended = 0;
        for (String entry : audit) {
            if (entry.startsWith("save success ")) {
                begun += held.isEmpty() ? 1 : 0;
                held = entry.substring("save success ".length());
                assertTrue(audited.add(held), entry);
            } else if (entry.startsWith("delete success")) {
                assertTrue(!held.isEmpty(), "Deleted what was not there");
                held = "";
                ended++;
            } else {
                // It changed nothing, and so may stand behind what has come between its look and its entry.
                assertTrue(entry.startsWith("delete not-found"), entry);
            }
        }
        assertEquals(acknowledged, audited);
        assertEquals(created, begun);
        assertEquals(deletions, ended);
        assertEquals(ROUNDS * CLIENTS, audit.size());
        Answer last = user.get(path);
        assertEquals(held.replace("save", "secret").replace(' ', '-'), last.text("/accessToken"));
        JsonNode verified = user.get("/api/v1/token-audit/verify").body();
        assertTrue(verified.path("valid").asBoolean(), verified::toString);
        race.found(
                "save and delete one token",
                "each in the audit, in an order that explains each answer; chain unbroken",
                "%d saves (%d of them the first again), %d deletions; all in the audit, last one is there"
                        .formatted(saves, created, deletions));
    }

    @Test
    void batchesOfTokensOfTheSameUsersDoNotMix() throws IOException {
        Client service = new Client(cluster.url(), "sync", "service");
        List<String> members = IntStream.range(0, 10)
                .mapToObj(member -> user.user() + "-" + member)
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            int shift = round;
            race.of(CLIENTS, number -> {
                        List<String> order = new ArrayList<>(members);
                        Collections.shuffle(order, new Random(number));
                        return service.post(
                                "/api/v1/tokens:batch",
                                order.stream()
                                        .map(member -> """
                                                {"user": "%s", "provider": "whoop", "token": {"accessToken": "%d-%d"}}""".formatted(member, shift, number))
                                        .collect(Collectors.joining(",", "{\"tokens\": [", "]}")));
                    })
                    .forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
            String places = members.stream()
                    .map(member -> "{\"user\": \"" + member + "\", \"provider\": \"whoop\"}")
                    .collect(Collectors.joining(",", "{\"tokens\": [", "]}"));
            Map<String, Long> held = new HashMap<>();
            service.post("/api/v1/tokens:batch-load", places)
                    .body()
                    .path("tokens")
                    .forEach(item -> held.merge(item.at("/token/accessToken").asText(), 1L, Long::sum));
            assertEquals(List.of((long) members.size()), List.copyOf(held.values()), "A batch is held as a whole");
        }
        for (String member : members) {
            JsonNode verified = new Client(cluster.url(), member)
                    .get("/api/v1/token-audit/verify")
                    .body();
            assertTrue(verified.path("valid").asBoolean(), verified::toString);
            assertEquals(ROUNDS * (CLIENTS + 1), verified.path("checked").asInt());
        }
        race.found(
                "save tokens of the same users in batches of another order",
                "one batch is held as a whole, audits unbroken, no deadlock",
                "%d batches of %d; the last one held as a whole each time".formatted(ROUNDS * CLIENTS, members.size()));
    }
}
