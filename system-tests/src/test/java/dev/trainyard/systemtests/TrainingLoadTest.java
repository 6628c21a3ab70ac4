package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import io.restassured.config.JsonConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Activities, training load and tokens as a new user tries them, through the gateway of the running suite. */
class TrainingLoadTest {

    private static final String REDIRECT = "https://app.example/connected";
    private static final String PATH_SECRET = "0198c0de-0000-4000-8000-00000000feed";

    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static HttpServer provider;
    private static RunningSuite suite;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private String user;
    private RequestSpecification ada;

    @BeforeAll
    static void start() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            int number = TOKENS.incrementAndGet();
            byte[] answer = """
                    {"token_type": "Bearer", "access_token": "access-%d", "refresh_token": "refresh-%d", "expires_in": 21600}
                    """.formatted(number, number).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        String url = "http://127.0.0.1:" + provider.getAddress().getPort();
        suite = RunningSuite.start(Map.of(
                "TRAINYARD_OAUTH_REDIRECT_URIS",
                REDIRECT,
                "TRAINYARD_OAUTH_PROVIDERS_ACME_AUTHORIZATION_URL",
                url + "/authorize",
                "TRAINYARD_OAUTH_PROVIDERS_ACME_TOKEN_URL",
                url + "/token",
                "TRAINYARD_OAUTH_PROVIDERS_ACME_CLIENT_ID",
                "trainyard",
                "TRAINYARD_OAUTH_PROVIDERS_ACME_CLIENT_SECRET",
                "secret-of-the-client",
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_PATH_SECRET",
                PATH_SECRET,
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_VERIFY_TOKEN",
                "agreed-with-strava",
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_SUBSCRIPTION_ID",
                "120475"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (provider != null) {
            provider.stop(0);
        }
        if (suite != null) {
            suite.remove();
        }
    }

    @BeforeEach
    void someoneNew() throws Exception {
        user = "user-" + UUID.randomUUID();
        ada = as(suite.token(user));
    }

    private static RequestSpecification as(String token) {
        return given().baseUri(suite.url())
                .config(io.restassured.RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token);
    }

    private ValidatableResponse sends(String method, String path, String body) {
        return given(ada)
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path)
                .then();
    }

    private ValidatableResponse gets(String path) {
        return given(ada).get(path).then();
    }

    private void isAWomanWithAWatch() {
        String tag = gets("/api/v1/athlete").statusCode(200).extract().header("ETag");
        given(ada)
                .contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body("{\"sex\": \"female\", \"timeZone\": \"Europe/Berlin\"}")
                .put("/api/v1/athlete")
                .then()
                .statusCode(200);
        sends(
                        "PUT",
                        "/api/v1/athlete/heart-rates/2026-01-01",
                        "{\"resting\": 55, \"max\": 190, \"vt1\": 135, \"vt2\": 165}")
                .statusCode(201);
    }

    /** A run of an hour on each day, as one batch. */
    private void ranDaily(LocalDate first, int... rpes) {
        String activities = IntStream.range(0, rpes.length)
                .mapToObj(day -> """
                        {"type": "run", "startedAt": "%sT06:00:00Z", "durationSeconds": 3600, "rpe": %d, "externalId": "run-%d"}
                        """.formatted(first.plusDays(day), rpes[day], day))
                .collect(Collectors.joining(","));
        sends("POST", "/api/v1/activities:batch", "{\"activities\": [" + activities + "]}")
                .statusCode(201)
                .body("created", equalTo(rpes.length));
    }

    @Test
    void athletesHeartRatesDecideWhatAnActivityWeighs() {
        String activity = sends("POST", "/api/v1/activities", """
                        {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600, "averageHeartRate": 155}
                        """)
                .statusCode(201)
                .body("loads.find { it.metric == 'trimp' }.reason", equalTo("no-sex"))
                .extract()
                .header("Location");

        isAWomanWithAWatch();

        // Banister's constants for women: 60 x 0.740741 x 0.86 x e^(1.67 x 0.740741).
        gets(activity).body("loads.find { it.metric == 'trimp' }.value", closeTo(131.69, 0.01));
        gets(activity + "/load/explain").statusCode(200).body("loads.metric", hasItems("trimp", "load_miles"));
    }

    @Test
    void fileOfAWatchBecomesAnActivityAndIsTakenBack() throws Exception {
        isAWomanWithAWatch();
        byte[] file = gzipped(tcx());

        given(ada)
                .body(file)
                .post("/api/v1/activities/files?dryRun=true")
                .then()
                .statusCode(200)
                .body("created", equalTo(1));
        String location = given(ada)
                .body(file)
                .post("/api/v1/activities/files")
                .then()
                .statusCode(201)
                .body("activities[0].type", equalTo("run"))
                .extract()
                .header("Location");
        given(ada).body(file).post("/api/v1/activities/files").then().body("duplicateCount", equalTo(1));
        gets("/api/v1/activities")
                .body("items", hasSize(1))
                .body("items[0].timeInZones.seconds.sum()", greaterThan(500))
                .body("items[0].loads.find { it.metric == 'edwards' }.reason", equalTo(null));

        given(ada).delete(location).then().statusCode(204);
        gets("/api/v1/activities").body("items", empty());
    }

    @Test
    void corruptFileIsRefusedWithItsPlace() {
        given(ada)
                .body("<gpx><trk><trkseg>\n<trkpt lat='1' lon='2'><time>now</time>")
                .post("/api/v1/activities/files")
                .then()
                .statusCode(400)
                .body("place", startsWith("line 2"));

        gets("/api/v1/activities").body("items", empty());
    }

    @Test
    void loadOverTimeTellsOfEveryDay() {
        int[] rpes = IntStream.range(0, 28).map(day -> day < 21 ? 3 : 5).toArray();
        ranDaily(today.minusDays(27), rpes);

        gets("/api/v1/load?metric=srpe")
                .statusCode(200)
                .body("days", hasSize(28))
                .body("days[27].load", equalTo(300))
                .body("days[27].acwrCoupled", closeTo(1.428571, 1e-6))
                .body("days[27].acwrUncoupled", closeTo(1.666667, 1e-6))
                .body("days[27].acwrEwma", closeTo(1.249746, 1e-6))
                .body("days[27].zone", equalTo("caution"))
                .body("days[27].monotony", equalTo(null))
                .body("days[27].reasons.monotony", equalTo("no-variation"))
                .body("note", containsString("not predict"));
        gets("/api/v1/load?metric=trimp").body("days[27].reasons.load", equalTo("missing-inputs"));
        gets("/api/v1/load/explain?metric=srpe&date=" + today).statusCode(200).body("acute.sum", equalTo(2100));
    }

    @Test
    void gapIsNoRest() {
        ranDaily(today.minusDays(3), 4, 4);

        sends("PUT", "/api/v1/load/gaps", """
                        {"gaps": [{"from": "%s", "to": "%s", "note": "no watch"}]}
                        """.formatted(today.minusDays(1), today))
                .statusCode(200);

        gets("/api/v1/load?metric=srpe&from=" + today.minusDays(3))
                .body("days.load", contains(240, 240, null, null))
                .body("days[3].reasons.load", equalTo("gap"))
                .body("days[3].acute", equalTo(240));
    }

    @Test
    void tokensAreKeptAndWhatWasDoneWithThemCanBeChecked() throws Exception {
        sends("PUT", "/api/v1/tokens/strava", "{\"accessToken\": \"a1\", \"refreshToken\": \"r1\"}")
                .statusCode(201);
        RequestSpecification service = as(suite.tokenOf("sync", "service"));
        String batch =
                "{\"tokens\": [{\"user\": \"%s\", \"provider\": \"whoop\", \"token\": {\"accessToken\": \"w1\"}}]}"
                        .formatted(user);
        given(service)
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/api/v1/tokens:batch")
                .then()
                .statusCode(200);
        given(ada)
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/api/v1/tokens:batch")
                .then()
                .statusCode(403);

        gets("/api/v1/tokens/strava")
                .body("accessToken", equalTo("a1"))
                .header("Cache-Control", containsString("no-store"));
        gets("/api/v1/tokens").body("items.provider", contains("strava", "whoop"));
        gets("/api/v1/token-audit")
                .body("items.operation", contains("load", "batch_save", "save"))
                .body("items.outcome", everyItem(equalTo("success")))
                .body("items[1].actor", equalTo("sync"));
        gets("/api/v1/token-audit/verify").body("valid", equalTo(true)).body("checked", equalTo(3));
    }

    @Test
    void providerIsConnectedAndItsTokenRefreshed() {
        String url = sends("POST", "/api/v1/tokens/acme/authorization", "{\"redirectUri\": \"" + REDIRECT + "\"}")
                .statusCode(200)
                .extract()
                .path("authorizationUrl");
        String state = URI.create(url).getRawQuery().replaceAll(".*\\bstate=([^&]*).*", "$1");

        String callback = "{\"state\": \"" + state + "\", \"code\": \"c0de\"}";
        sends("POST", "/api/v1/tokens/acme/authorization/callback", callback)
                .statusCode(200)
                .body("connected", equalTo(true));
        sends("POST", "/api/v1/tokens/acme/authorization/callback", callback)
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-state"));

        gets("/api/v1/tokens/acme/access-token").statusCode(200).body("accessToken", startsWith("access-"));
        gets("/api/v1/tokens/providers").body("items.find { it.name == 'acme' }.connected", equalTo(true));
    }

    @Test
    void webhookComesInWithoutATokenAndActs() {
        long owner = Math.abs(UUID.randomUUID().getMostSignificantBits() >> 12);
        sends("PUT", "/api/v1/activities/accounts/strava", "{\"ownerId\": \"" + owner + "\"}")
                .statusCode(200);
        sends("POST", "/api/v1/activities", """
                        {"type": "ride", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 60, "externalId": "strava:%d"}
                        """.formatted(owner)).statusCode(201);
        String address = suite.url() + "/api/v1/activities/webhooks/strava/" + PATH_SECRET;
        given().get(address + "?hub.mode=subscribe&hub.challenge=15f7d1a9&hub.verify_token=agreed-with-strava")
                .then()
                .statusCode(200)
                .body("'hub.challenge'", equalTo("15f7d1a9"));

        String event = """
                {"object_type": "activity", "object_id": %d, "aspect_type": "delete", "owner_id": %d,
                 "subscription_id": 120475, "event_time": %d, "updates": {}}
                """.formatted(owner, owner, Instant.now().getEpochSecond());
        given().contentType(ContentType.JSON).body(event).post(address).then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body(event)
                .post(address + "0")
                .then()
                .statusCode(401);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> gets("/api/v1/activities").body("items", empty()));
    }

    @Test
    void onboardingGoesStepByStep() {
        sends("POST", "/api/v1/onboarding/steps/welcome", "{\"outcome\": \"completed\"}")
                .statusCode(200);
        sends("POST", "/api/v1/onboarding/steps/goals-setup", "{\"outcome\": \"completed\"}")
                .statusCode(409)
                .body("next", equalTo("strava-connected"));

        gets("/api/v1/onboarding").body("current", equalTo("welcome")).body("tier", equalTo("basic"));
    }

    @Test
    void adminsSeeJobsAndHaveLoadComputedAnew() throws Exception {
        ranDaily(today, 5);
        RequestSpecification admin =
                as(suite.tokenOf("root", "admin")).baseUri("http://127.0.0.1:" + (suite.port() + 12));

        // They are written down when the first scheduler has started, which is soon after the service is ready.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given(admin)
                        .get("/monitoring/jobs")
                        .then()
                        .statusCode(200)
                        .body("items.name", hasItems("load-drain", "webhook-events")));
        given(admin).post("/monitoring/load/recompute").then().statusCode(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        given(admin).get("/monitoring/load/recompute").then().body("state", equalTo("done")));
        given(admin).get("/monitoring/rollouts").then().body("items.name", hasItems("set-based-acwr", "batch-tokens"));
        given(ada)
                .baseUri("http://127.0.0.1:" + (suite.port() + 12))
                .get("/monitoring/jobs")
                .then()
                .statusCode(403);
    }

    /** Ten minutes of a run, a sample each second. */
    private static String tcx() {
        Instant start = Instant.parse("2026-03-29T06:00:00Z");
        String points = IntStream.rangeClosed(0, 600)
                .mapToObj(second -> "<Trackpoint><Time>%s</Time><DistanceMeters>%d</DistanceMeters>"
                                .formatted(start.plusSeconds(second), 3 * second)
                        + "<HeartRateBpm><Value>%d</Value></HeartRateBpm></Trackpoint>".formatted(120 + second / 15))
                .collect(Collectors.joining());
        return """
                <TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
                <Activity Sport="Running"><Id>%s</Id><Lap StartTime="%s"><TotalTimeSeconds>600</TotalTimeSeconds>
                <DistanceMeters>1800</DistanceMeters><Track>%s</Track></Lap></Activity></Activities>
                </TrainingCenterDatabase>
                """.formatted(start, start, points);
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
