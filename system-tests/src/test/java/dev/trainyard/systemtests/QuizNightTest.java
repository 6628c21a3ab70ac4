package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quizzes, rewards and messages as a new user tries them, through the gateway of the running suite. */
class QuizNightTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What was sent to the bot and the webhook: path and body. */
    private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();

    private static final AtomicInteger REFUSALS = new AtomicInteger();

    private static HttpServer elsewhere;
    private static RunningSuite suite;
    private static String host;
    private static String ada;
    private static String ben;
    private static String eva;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        elsewhere.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isSlowedDown = path.startsWith("/bot") && REFUSALS.getAndDecrement() > 0;
            if (!isSlowedDown) {
                RECEIVED.add(path + " " + body);
            }
            byte[] answer = (isSlowedDown
                            ? "{\"ok\": false, \"error_code\": 429, \"description\": \"Too Many Requests: retry after 1\","
                                    + " \"parameters\": {\"retry_after\": 1}}"
                            : "{\"ok\": true, \"result\": {\"message_id\": 7}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(isSlowedDown ? 429 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        elsewhere.start();
        // The bot's and the webhook's server is on this machine, where users' webhooks may not be otherwise.
        suite = RunningSuite.start(
                Map.of("TRAINYARD_CALLS_ALLOWED_ADDRESSES", "127.0.0.1", "TRAINYARD_SENDERS_TELEGRAM_URL", address()));
        host = suite.token("host");
        ada = suite.token("ada");
        ben = suite.token("ben");
        eva = suite.token("eva");
        admin = suite.tokenOf("root", "admin");
    }

    @AfterAll
    static void stop() throws Exception {
        elsewhere.stop(0);
        suite.remove();
    }

    private static String address() {
        return "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    }

    private static RequestSpecification as(String token) {
        return given().urlEncodingEnabled(false)
                .baseUri(suite.url())
                .basePath("/api/v1")
                .contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse get(String token, String path) {
        return as(token).get(path).then();
    }

    private static ValidatableResponse post(String token, String path, String body) {
        return as(token).body(body).post(path).then();
    }

    /** Four options, of which the second is right. */
    private static String question(String text) {
        return """
                {"kind": "single_choice", "text": "%s", "options": ["one", "two", "three", "four"], "rightOption": 1,
                 "points": 100}""".formatted(text);
    }

    private static String draft(String settings, int questions) {
        String all = IntStream.rangeClosed(1, questions)
                .mapToObj(n -> question("Question " + n))
                .collect(Collectors.joining(", "));
        return "{\"title\": \"Anatomy\", \"settings\": " + settings + ", \"questions\": [" + all + "]}";
    }

    private static Quiz quiz(String settings, int questions) {
        var made = post(host, "/quizzes", draft(settings, questions))
                .statusCode(201)
                .extract();
        return new Quiz(made.path("id"), made.path("questions.id"));
    }

    private record Quiz(String id, List<String> questions) {

        Quiz open() {
            post(host, path("/open"), "").statusCode(200);
            return this;
        }

        String code() {
            return get(host, path("")).statusCode(200).extract().path("course.joinCode");
        }

        /** Who plays it under which name. */
        Quiz joinedBy(Map<String, String> players) {
            String code = code();
            players.forEach((token, name) -> post(
                            token, "/quizzes:join", "{\"code\": \"" + code + "\", \"name\": \"" + name + "\"}")
                    .statusCode(201));
            return this;
        }

        Quiz startedBy(String... players) {
            post(host, path("/start"), "").statusCode(200);
            for (String player : players) {
                post(player, path("/attempts"), "").statusCode(201);
            }
            return this;
        }

        /** What comes of choosing the options, in the order of the questions. */
        ValidatableResponse answeredBy(String player, int... options) {
            String answers = IntStream.range(0, options.length)
                    .mapToObj(n -> "{\"question\": \"%s\", \"options\": [%d]}".formatted(questions.get(n), options[n]))
                    .collect(Collectors.joining(", "));
            return post(player, path("/answers"), "{\"answers\": [" + answers + "]}");
        }

        Quiz close() {
            post(host, path("/close"), "").statusCode(200);
            return this;
        }

        String path(String more) {
            return "/quizzes/" + id + more;
        }
    }

    private static Quiz played(String settings) {
        Quiz quiz = quiz(settings, 2)
                .open()
                .joinedBy(Map.of(ada, "Ada", ben, "Ben", eva, "Eva"))
                .startedBy(ada, ben, eva);
        quiz.answeredBy(ada, 1, 1).statusCode(200);
        quiz.answeredBy(ben, 1, 0).statusCode(200);
        quiz.answeredBy(eva, 0, 1).statusCode(200);
        return quiz;
    }

    @Test
    void quizIsHiddenUntilItRunsAndItsAnswersUntilItIsClosed() {
        Quiz quiz = quiz("{\"shufflesOptions\": true}", 3);
        get(ada, quiz.path("/play")).statusCode(404);
        quiz.open().joinedBy(Map.of(ada, "Ada"));
        as(host).header("If-Match", "*")
                .body(draft("{}", 1))
                .put(quiz.path(""))
                .then()
                .statusCode(409);
        post(ada, quiz.path("/attempts"), "").statusCode(409).body("type", equalTo("urn:problem:quiz-is-open"));
        get(ada, quiz.path("")).statusCode(404);

        quiz.startedBy(ada);
        String asked = get(ada, quiz.path("/attempts/1/questions"))
                .statusCode(200)
                .body("questions.text", contains("Question 1", "Question 2", "Question 3"))
                .extract()
                .asString();
        assertThat(asked, not(containsString("right")));
        assertEquals(
                options(asked),
                options(get(ada, quiz.path("/attempts/1/questions")).extract().asString()));
        quiz.answeredBy(ada, 0).statusCode(200);
        get(ada, quiz.path("/attempts/1")).body("answers[0].isCorrect", nullValue());

        quiz.close();
        var first = get(ada, quiz.path("/attempts/1")).extract().jsonPath().setRootPath("answers[0]");
        assertEquals("two", first.getString("question.options[" + first.getInt("right.options[0]") + "]"));
    }

    private static List<List<String>> options(String questions) {
        return io.restassured.path.json.JsonPath.from(questions).getList("questions.options");
    }

    @Test
    void triviaComesInWithItsBrokenRecordsReported() {
        var imported = given().urlEncodingEnabled(false)
                .baseUri(suite.url())
                .basePath("/api/v1")
                .header("Authorization", "Bearer " + host)
                .contentType("text/plain; charset=utf-8")
                .body("""
                        #Q Clouds are made up of these.
                        ^ Water droplets and ice crystals
                        A Carbon atoms
                        B Water droplets and ice crystals

                        #Q Whose answer is no option.
                        ^ Nobody
                        A Somebody
                        B Everybody
                        """)
                .post("/quizzes/imports?format=opentriviaqa&title=Trivia")
                .then()
                .statusCode(201)
                .extract();
        String text = imported.asString();
        assertThat(text, containsString("\"line\":6"));
        String id = get(host, "/quizzes?limit=1").extract().path("items[0].id");
        get(host, "/quizzes/" + id)
                .body("title", equalTo("Trivia"))
                .body("questions", hasSize(1))
                .body("questions[0].rightOption", equalTo(1));
        assertThat(
                as(host).get("/quizzes/" + id + "/export?format=gift").asString(),
                containsString("=Water droplets and ice crystals"));
    }

    @Test
    void answersAreStoredOnceWhoeverSendsThemHowOften() {
        Quiz quiz = quiz("{}", 3).open().joinedBy(Map.of(ada, "Ada")).startedBy(ada);
        quiz.answeredBy(ada, 1, 2).body("inserted", equalTo(2)).body("rejected", hasSize(0));
        quiz.answeredBy(ada, 1, 2).body("inserted", equalTo(0)).body("rejected", hasSize(0));
        String other = UUID.randomUUID().toString();
        post(ada, quiz.path("/answers"), """
                        {"answers": [{"question": "%1$s", "options": [1]}, {"question": "%2$s", "options": [0]},
                                     {"question": "%2$s", "options": [3]}, {"question": "%3$s", "options": [1]}]}
                        """.formatted(
                                other, quiz.questions().get(2), quiz.questions().get(0)))
                .statusCode(200)
                .body("inserted", equalTo(0))
                .body("rejected.reason", hasItems("unknown-question", "twice"));
        post(ben, quiz.path("/answers"), "{\"answers\": [{\"question\": \"" + other + "\", \"options\": [1]}]}")
                .statusCode(404);
        String many = IntStream.range(0, 10_000)
                .mapToObj(n -> "{\"question\": \"" + other + "\", \"options\": [1]}")
                .collect(Collectors.joining(","));
        post(ada, quiz.path("/answers"), "{\"answers\": [" + many + "]}")
                .statusCode(422)
                .body("type", equalTo("urn:problem:too-many-answers"));
        quiz.close();
        quiz.answeredBy(ada, 1, 1, 1).statusCode(409).body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void lateAnswerIsToldThatItIsLate() {
        Quiz quiz = quiz("{\"timeLimitSeconds\": 5, \"graceMs\": 0}", 1)
                .open()
                .joinedBy(Map.of(ada, "Ada"))
                .startedBy(ada);
        await().atMost(PATIENCE).until(() -> {
            var asked = get(ada, quiz.path("/attempts/1/questions")).extract();
            return Instant.parse(asked.path("endsAt")).isBefore(Instant.parse(asked.path("now")));
        });
        quiz.answeredBy(ada, 1).statusCode(200).body("rejected.reason", contains("too-late"));
    }

    @Test
    void leaderboardSharesRanksAndIsFollowedLive() throws Exception {
        Quiz quiz = quiz("{}", 2)
                .open()
                .joinedBy(Map.of(ada, "Ada", ben, "Ben", eva, "Eva"))
                .startedBy(ada, ben, eva);
        HttpRequest follow = HttpRequest.newBuilder(
                        URI.create(suite.url() + "/api/v1" + quiz.path("/leaderboard/live")))
                .header("Authorization", "Bearer " + host)
                .build();
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = new BufferedReader(new InputStreamReader(
                        http.send(follow, HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            CompletableFuture<String> bensPlace = CompletableFuture.supplyAsync(() -> events.lines()
                    .filter(line -> line.startsWith("data:") && line.contains("\"Ben\""))
                    .findFirst()
                    .orElseThrow());
            quiz.answeredBy(ada, 1, 1);
            quiz.answeredBy(ben, 1, 0);
            quiz.answeredBy(eva, 0, 1);
            assertThat(
                    bensPlace.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS), containsString("100"));
            http.shutdownNow();
        }

        quiz.close();
        get(ada, quiz.path("/leaderboard"))
                .statusCode(200)
                .body("items.name", containsInAnyOrder("Ada", "Ben", "Eva"))
                .body("items.rank", contains(1, 2, 2))
                .body("items.points", contains(200, 100, 100));
        get(ben, quiz.path("/leaderboard?around=me&limit=1")).body("me.rank", equalTo(2));
        String closed = get(host, quiz.path("")).extract().path("course.closedAt");
        get(host, quiz.path("/leaderboard?at=" + closed)).statusCode(200).body("players", equalTo(3));
    }

    @Test
    void pointsAreGivenWhenAQuizCloses() throws Exception {
        String newcomer = suite.token("newcomer-" + UUID.randomUUID());
        Quiz quiz = quiz("{}", 2).open().joinedBy(Map.of(newcomer, "Newcomer")).startedBy(newcomer);
        quiz.answeredBy(newcomer, 1, 1);
        get(newcomer, "/points/me").body("points", equalTo(0));
        quiz.close();
        // Five for each right answer, three for each that was the first.
        get(newcomer, "/points/me").statusCode(200).body("points", equalTo(16)).body("rank", greaterThanOrEqualTo(1));
        get(newcomer, "/points/me/history").body("items.points", containsInAnyOrder(10, 6));
        get(newcomer, "/points/leaderboard").body("items.name", hasItem("Newcomer"));
    }

    @Test
    void rewardIsDividedOnceAndHandedOverByAWebhook() throws Exception {
        String channel = post(
                        host,
                        "/message-channels",
                        "{\"kind\": \"webhook\", \"name\": \"Payouts\", \"url\": \"" + address() + "/payouts\"}")
                .statusCode(201)
                .extract()
                .path("channel.id");
        Quiz quiz = quiz("{}", 2);
        as(host).body("""
                        {"schedule": "top3", "potMinor": 10001, "currency": "EUR", "channelId": "%s"}
                        """.formatted(channel))
                .put(quiz.path("/reward"))
                .then()
                .statusCode(200)
                .body("feeBps", equalTo(200));
        quiz.open().joinedBy(Map.of(ada, "Ada", ben, "Ben", eva, "Eva")).startedBy(ada, ben, eva);
        quiz.answeredBy(ada, 1, 1);
        quiz.answeredBy(ben, 1, 0);
        quiz.answeredBy(eva, 0, 1);
        post(host, quiz.path("/reward/distribute"), "").statusCode(409);
        quiz.close();
        post(host, quiz.path("/reward/dry-run"), "{}").statusCode(200).body("winners", equalTo(3));

        List<CompletableFuture<Integer>> atOnce = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> as(host).post(quiz.path("/reward/distribute")).statusCode()))
                .toList();
        for (CompletableFuture<Integer> one : atOnce) {
            assertEquals(200, one.get());
        }

        int fee = get(host, quiz.path("/reward")).extract().path("distribution.feeMinor");
        List<Integer> payouts = get(host, quiz.path("/reward/payouts"))
                .body("items", hasSize(3))
                .extract()
                .path("items.amountMinor");
        assertEquals(10_001, fee + payouts.stream().mapToInt(Integer::intValue).sum());
        assertEquals(payouts.get(1), payouts.get(2), 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        3,
                        RECEIVED.stream()
                                .filter(one -> one.startsWith("/payouts"))
                                .count()));
        // Until then they are on their way, and cannot be confirmed.
        await().atMost(PATIENCE)
                .untilAsserted(() -> get(host, quiz.path("/reward")).body("distribution.payouts.sent", equalTo(3)));
        String payout = get(host, quiz.path("/reward/payouts")).extract().path("items[0].id");
        post(host, "/rewards/payouts/" + payout + "/confirm", "{\"reference\": \"SEPA-1\"}")
                .statusCode(200)
                .body("status", equalTo("confirmed"));
        get(ada, "/rewards").body("items.status", hasItem("confirmed"));
        get(ada, "/rewards/payouts/" + payout).statusCode(404);
        int balance =
                get(host, "/rewards/accounts")
                        .extract()
                        .jsonPath()
                        .getList("items.balanceMinor", Integer.class)
                        .stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        assertEquals(0, balance);
    }

    @Test
    void botTellsOfAQuizInOrderAlsoWhenItWasSlowedDown() {
        String bot = post(
                        host,
                        "/message-channels",
                        "{\"kind\": \"telegram\", \"name\": \"Bot\", \"botToken\": \"123456789:AAExampleExampleExampleExampleExample\"}")
                .statusCode(201)
                .body("", not(hasKey("botToken")))
                .extract()
                .path("channel.id");
        REFUSALS.set(1);
        Quiz quiz = quiz("{}", 1);
        as(host).body("{\"channelId\": \"" + bot
                        + "\", \"chat\": \"-1001\", \"on\": [\"opened\", \"started\", \"closed\"]}")
                .put(quiz.path("/announcements"))
                .then()
                .statusCode(200);
        quiz.open();
        String code = quiz.code();
        quiz.startedBy().close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(), hasSize(3)));
        assertThat(told().getFirst(), containsString(code));
        assertNotEquals(told().get(0), told().get(1));
        get(host, "/messages?status=sent").statusCode(200).body("items.channelId", hasItem(bot));
        get(ada, "/messages").body("items", hasSize(0));
    }

    private static List<String> told() {
        return RECEIVED.stream()
                .filter(one -> one.startsWith("/bot") && one.contains("-1001"))
                .toList();
    }

    @Test
    void operatorSeesTheQueueAndThePool() {
        String management = "http://127.0.0.1:" + (suite.port() + 14);
        given().get(management + "/monitoring/stats")
                .then()
                .statusCode(200)
                .body(
                        "message_queue.keySet()",
                        hasItems(
                                "queue_size",
                                "num_workers",
                                "total_processed",
                                "running",
                                "dead",
                                "oldest_age_seconds",
                                "rate_limited"))
                .body(
                        "database_pool.keySet()",
                        hasItems("pool_size", "checked_out_connections", "overflow_connections", "total_connections"));
        given().header("Authorization", "Bearer " + admin)
                .get(management + "/monitoring/rollouts")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("bulk-answers", "leaderboard-sql"));
        played("{}");
        assertTrue(given().get(management + "/metrics").asString().contains("trainyard_quiz_"));
    }
}
