package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Race.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients change the same workflow, deployment, quiz or reward at once, through two replicas of each service. */
@Tag("faults")
class CreatorsRaceTest {

    private static final int CLIENTS = 12;
    private static final int ROUNDS = Scale.times(3, 60);
    private static final int QUESTIONS = 6;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final String CHANGED = "active-version-changed";

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Rows rows;

    private final Race race = new Race(getClass(), CLIENTS);
    private final String run = UUID.randomUUID().toString();
    private final Client user = new Client(cluster.url(), "user-" + run);
    private final List<Client> players = Client.several(CLIENTS, cluster.url(), "player-" + run);

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.temporary();
        rows = new Rows(database);
        cluster = Cluster.over(database)
                .with(ServiceProcess.DEPLOYMENT, 2)
                .with(ServiceProcess.QUIZ, 2)
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

    private static String definition(int number) {
        return """
                {"document": {"dsl": "1.0.0", "namespace": "tests", "name": "counts", "version": "1.0.0"},
                 "do": [{"count": {"set": {"number": %d}}}]}""".formatted(number);
    }

    private String workflow() throws IOException {
        return user.post("/api/v1/workflows", "{\"definition\": " + definition(0) + "}")
                .text("/id");
    }

    /** Makes the workflow another one, so that it can be deployed as a version more. */
    private void rewrite(String workflow, int number) throws IOException {
        String path = "/api/v1/workflows/" + workflow;
        Answer written = user.put(
                path,
                "{\"definition\": " + definition(number) + "}",
                "If-Match",
                user.get(path).header("ETag").orElseThrow());
        assertEquals(OK, written.status(), written::toString);
    }

    private String deployed(String workflow) throws IOException {
        return "/api/v1/deployments/"
                + user.post("/api/v1/deployments", """
                                {"workflowId": "%s", "settings": {"keptLogs": 1000}}""".formatted(workflow)).text("/id");
    }

    @Test
    void noStepOfACountIsLost() throws IOException {
        String workflow = workflow();
        String deployment = deployed(workflow);
        String quiz = user.post("/api/v1/quizzes", "{\"title\": \"0\", \"questions\": []}")
                .text("/id");
        int stale = 0;
        for (Counter counter : List.of(
                new Counter(
                        "workflow",
                        user,
                        "PUT",
                        "/api/v1/workflows/" + workflow,
                        "/definition/do/0/count/set/number",
                        number -> "{\"definition\": " + definition(number) + "}"),
                new Counter(
                        "deployment",
                        user,
                        "PATCH",
                        deployment,
                        "/settings/keptLogs",
                        number -> "{\"settings\": {\"keptLogs\": " + number + "}}"),
                new Counter(
                        "quiz", user, "PUT", "/api/v1/quizzes/" + quiz, "/title", number -> """
                        {"title": "%d", "questions": []}""".formatted(number)))) {
            stale += race.count(counter, CLIENTS, ROUNDS);
        }
        race.found(
                "raise a number in a workflow, a deployment and a quiz, by If-Match",
                "no update lost, each version acknowledged once",
                "%d changes, %d refused as stale; 0 lost".formatted(3 * CLIENTS * ROUNDS, stale));
    }

    @Test
    void promotionsAndRollbacksHaveOneWinner() throws IOException {
        String workflow = workflow();
        String deployment = deployed(workflow);
        int active = 1;
        int changes = 1;
        int rollbacks = 0;
        for (int round = 0; round < ROUNDS; round++) {
            rewrite(workflow, round + 1);
            List<Answer> versions = race.of(CLIENTS, _ -> user.post(deployment + "/versions", "{}"));
            Set<Integer> numbers = new HashSet<>();
            for (Answer answer : versions) {
                assertTrue(answer.succeeded(), answer::toString);
                numbers.add(answer.body().path("version").asInt());
            }
            assertEquals(Set.of(round + 2), numbers);
            assertEquals(
                    1,
                    versions.stream()
                            .filter(answer -> answer.status() == CREATED)
                            .count());

            int newest = round + 2;
            int before = active;
            List<Answer> answers = race.of(
                    CLIENTS,
                    number -> number % 3 == 2 && before > 1
                            ? user.post(deployment + "/rollback", "{\"expectedVersion\": " + before + "}")
                            : user.post(
                                    deployment + "/promote",
                                    "{\"version\": %d, \"expectedVersion\": %d}".formatted(newest, before)));
            Answer winner = Race.winner(answers, OK, CHANGED);
            active = winner.body().path("activeVersion").asInt();
            rollbacks += active == newest ? 0 : 1;
            changes++;
        }

        Answer last = user.get(deployment);
        assertEquals(active, last.body().path("activeVersion").asInt());
        assertEquals(ROUNDS + 1, last.body().path("latestVersion").asInt());
        assertEquals(unbroken(changes), history(last.text("/id")));
        race.found(
                "deploy a version, promote and roll back a deployment",
                "one winner each time, versions and history consecutive",
                "%d versions, %d promotions and %d rollbacks, one winner each"
                        .formatted(ROUNDS, changes - 1 - rollbacks, rollbacks));
    }

    /** Without an expectation everybody may win, one after the other. */
    @Test
    void promotionsInTheDarkFollowEachOther() throws IOException {
        String workflow = workflow();
        String deployment = deployed(workflow);
        for (int round = 0; round < ROUNDS; round++) {
            int shift = round;
            rewrite(workflow, round + 1);
            List<Answer> answers = race.of(
                    CLIENTS,
                    number -> number % 2 == 0
                            ? user.post(deployment + "/versions", "{\"promote\": true}")
                            : user.post(
                                    deployment + "/rollback", "{}", "Idempotency-Key", "back-" + shift + "-" + number));
            for (Answer answer : answers) {
                assertTrue(
                        answer.succeeded() || answer.text("/type").equals("urn:problem:nothing-to-roll-back-to"),
                        answer::toString);
            }
        }
        Answer last = user.get(deployment);
        List<String> history = history(last.text("/id"));
        int changes = history.size();
        assertEquals(unbroken(changes), history);
        assertEquals(
                rows.number(
                        "SELECT to_version FROM deployment.deployment_activation WHERE deployment_id = ?::uuid"
                                + " ORDER BY number DESC LIMIT 1",
                        last.text("/id")),
                last.body().path("activeVersion").asLong());
        race.found(
                "promote and roll back a deployment, expecting nothing",
                "history consecutive, its end is active",
                "%d changes, each from where the one before had gone".formatted(changes));
    }

    private static List<String> unbroken(int changes) {
        return IntStream.rangeClosed(1, changes)
                .mapToObj(number -> number + " true")
                .toList();
    }

    /** The numbers of a deployment's changes, and whether each began where the one before had ended. */
    private static List<String> history(String deployment) {
        return rows.texts("""
                SELECT number || ' ' || (from_version IS NOT DISTINCT FROM lag(to_version) OVER (ORDER BY number))
                FROM deployment.deployment_activation WHERE deployment_id = ?::uuid ORDER BY number
                """, deployment);
    }

    @Test
    void runIsBegunOncePerKey() throws IOException {
        String deployment = deployed(workflow());
        for (int round = 0; round < ROUNDS; round++) {
            String key = "key-" + round;
            List<Answer> answers =
                    race.of(CLIENTS, _ -> user.post(deployment + "/invoke", "{\"input\": {}}", "Idempotency-Key", key));
            Set<String> runs = new HashSet<>();
            for (Answer answer : answers) {
                assertTrue(answer.succeeded(), answer::toString);
                runs.add(answer.text("/id"));
            }
            assertEquals(1, runs.size());
        }
        String id = deployment.substring(deployment.lastIndexOf('/') + 1);
        assertEquals(
                ROUNDS,
                rows.number("SELECT count(*) FROM deployment.deployment_log WHERE deployment_id = ?::uuid", id));
        race.found("invoke by the same key", "one run, everybody gets its answer", ROUNDS + " keys, one run each");
    }

    private record Quiz(String id, List<String> questions) {

        String path(String more) {
            return "/api/v1/quizzes/" + id + more;
        }
    }

    private Quiz quiz(String settings) throws IOException {
        String questions = IntStream.range(0, QUESTIONS)
                .mapToObj(question -> """
                        {"kind": "single_choice", "text": "Question %d", "options": ["one", "two"], "rightOption": 1, "points": 100}""".formatted(question))
                .collect(Collectors.joining(","));
        JsonNode made = user.post(
                        "/api/v1/quizzes",
                        "{\"title\": \"Anatomy\", \"settings\": " + settings + ", \"questions\": [" + questions + "]}")
                .body();
        return new Quiz(
                made.path("id").asText(),
                StreamSupport.stream(made.path("questions").spliterator(), false)
                        .map(question -> question.path("id").asText())
                        .toList());
    }

    private List<Answer> join(Quiz quiz, IntFunction<String> names) throws IOException {
        String code = user.get(quiz.path("")).text("/course/joinCode");
        return race.of(
                CLIENTS,
                player -> players.get(player)
                        .post(
                                "/api/v1/quizzes:join",
                                "{\"code\": \"" + code + "\", \"name\": \"" + names.apply(player) + "\"}"));
    }

    /** A quiz that is opened and started by several at once, and joined by all. */
    private Quiz started() throws IOException {
        Quiz quiz = quiz("{}");
        String channel = user.post("/api/v1/message-channels", "{\"kind\": \"log\", \"name\": \"Log\"}")
                .text("/channel/id");
        user.put(quiz.path("/announcements"), """
                {"channelId": "%s", "chat": "club", "on": ["opened", "started", "closed", "leaderboard"]}""".formatted(channel));
        user.put(quiz.path("/reward"), "{\"schedule\": \"top3\", \"potMinor\": 10001, \"currency\": \"EUR\"}");
        Race.winner(race.of(CLIENTS, _ -> user.post(quiz.path("/open"), "")), OK, "quiz-is-open");
        join(quiz, player -> "Player " + player).forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
        Race.winner(race.of(CLIENTS, _ -> user.post(quiz.path("/start"), "")), OK, "quiz-is-running");
        race.of(CLIENTS, player -> players.get(player).post(quiz.path("/attempts"), ""))
                .forEach(answer -> assertTrue(answer.succeeded(), answer::toString));
        return quiz;
    }

    private Answer answer(Quiz quiz, int player, int question) throws IOException {
        return players.get(player).post(quiz.path("/answers"), """
                {"answers": [{"question": "%s", "options": [%d]}]}""".formatted(
                        quiz.questions().get(question), (player + question) % 3 == 0 ? 0 : 1));
    }

    /** Closed by three of them, while the others still answer. */
    private int closedWhileItIsAnswered(Quiz quiz) throws IOException {
        int saved = 0;
        for (int question = 0; question < QUESTIONS - 1; question++) {
            int which = question;
            saved += inserted(race.of(CLIENTS, player -> answer(quiz, player, which)));
        }
        List<Answer> closings = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        List<Answer> all = race.of(
                CLIENTS,
                player -> player < 3 ? user.post(quiz.path("/close"), "") : answer(quiz, player, QUESTIONS - 1));
        for (int player = 0; player < CLIENTS; player++) {
            (player < 3 ? closings : answers).add(all.get(player));
        }
        Race.winner(closings, OK, "quiz-is-closed");
        // Whoever has heard that it is closed hears nothing else from anybody.
        for (Answer late : race.of(CLIENTS, player -> answer(quiz, player, QUESTIONS - 1))) {
            assertEquals("urn:problem:quiz-is-closed", late.text("/type"), late::toString);
        }
        return saved + inserted(answers);
    }

    private static int inserted(List<Answer> answers) {
        int saved = 0;
        for (Answer answer : answers) {
            int inserted = answer.body().path("inserted").asInt();
            assertTrue(
                    inserted == 1
                            || answer.text("/type").equals("urn:problem:quiz-is-closed")
                            || answer.body().path("rejected").size() == 1,
                    answer::toString);
            saved += inserted;
        }
        return saved;
    }

    private static void awaitSettled(Quiz quiz) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> rows.number(
                                "SELECT count(*) FROM quiz.quiz WHERE id = ?::uuid AND settled_at IS NOT NULL",
                                quiz.id())
                        == 1);
    }

    @Test
    void quizIsClosedOnceAndItsPotDividedAndPaidOnce() throws IOException {
        int quizzes = Scale.times(2, 20);
        int saved = 0;
        int payouts = 0;
        for (int round = 0; round < quizzes; round++) {
            Quiz quiz = started();
            int its = closedWhileItIsAnswered(quiz);
            saved += its;
            awaitSettled(quiz);
            assertEquals(its, rows.number("SELECT count(*) FROM quiz.answer WHERE quiz_id = ?::uuid", quiz.id()));

            Set<String> divided = new HashSet<>();
            for (Answer answer : race.of(CLIENTS, _ -> user.post(quiz.path("/reward/distribute"), ""))) {
                assertTrue(answer.succeeded(), answer::toString);
                divided.add(answer.text("/distribution/distributedAt"));
            }
            assertEquals(1, divided.size());
            for (JsonNode payout : user.get(quiz.path("/reward/payouts")).body().path("items")) {
                paidOnce("/api/v1/rewards/payouts/" + payout.path("id").asText());
                payouts++;
            }
        }
        for (String sql :
                List.of(QuizNights.ANSWERS_ADDED_UP, QuizNights.POINTS, QuizNights.BOOKS, QuizNights.ANNOUNCED)) {
            assertEquals(List.of(), rows.texts(sql));
        }
        race.found(
                "open, start, answer and close a quiz, divide its pot, confirm and fail its payouts",
                "opened, started, closed and divided once, each payout paid once, books add up to 0",
                "%d quizzes, %d answers acknowledged and there, %d payouts, each paid once"
                        .formatted(quizzes, saved, payouts));
    }

    /** Some say that the winner has it, others that they have not: who has got it, has it. */
    private void paidOnce(String payout) throws IOException {
        List<Answer> answers = race.of(
                CLIENTS,
                number -> number % 2 == 0
                        ? user.post(payout + "/confirm", "{\"reference\": \"SEPA\"}")
                        : user.post(payout + "/fail", "{\"reason\": \"No account\"}"));
        for (int number = 0; number < CLIENTS; number++) {
            Answer answer = answers.get(number);
            assertTrue(
                    answer.succeeded()
                            || (number % 2 == 1 && answer.text("/type").equals("urn:problem:payout-is-confirmed")),
                    answer::toString);
        }
        assertEquals("confirmed", user.get(payout).text("/status"));
    }

    @Test
    void seatsAndNamesAreGivenOnce() throws IOException {
        int seats = 5;
        for (int round = 0; round < ROUNDS; round++) {
            Quiz small = quiz("{\"maxPlayers\": " + seats + "}");
            user.post(small.path("/open"), "");
            List<Answer> joined = join(small, player -> "Player " + player);
            assertEquals(seats, joined.stream().filter(Answer::succeeded).count(), joined::toString);
            joined.stream()
                    .filter(answer -> !answer.succeeded())
                    .forEach(answer -> assertEquals("urn:problem:no-seats-left", answer.text("/type")));
            assertEquals(seats, rows.number("SELECT count(*) FROM quiz.player WHERE quiz_id = ?::uuid", small.id()));

            Quiz named = quiz("{}");
            user.post(named.path("/open"), "");
            Race.winner(join(named, _ -> "Ada"), CREATED, "name-taken");
        }
        race.found(
                "join a quiz with 5 seats, and one by the same name",
                "no seat and no name twice",
                "%d quizzes, %d seats taken, %d names".formatted(2 * ROUNDS, ROUNDS * seats, ROUNDS));
    }
}
