package dev.trainyard.training.activityfile;

import static dev.trainyard.training.activityfile.Uploads.PATH;
import static dev.trainyard.training.activityfile.Uploads.gzip;
import static dev.trainyard.training.activityfile.Uploads.post;
import static dev.trainyard.training.activityfile.Uploads.run;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.garmin.fit.Sport;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.recording.FitFile;
import dev.trainyard.training.recording.Tour;
import dev.trainyard.training.recording.XmlFile;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ActivityFileTest {

    private static final String START = "2026-03-28T07:30:00Z";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private static byte[] ride() {
        return FitFile.of(
                Tour.from(START)
                        .withHeartRate(second -> second < 600 ? 120 : 160)
                        .move(1201, 8),
                Sport.CYCLING,
                4711L);
    }

    private List<String> rows(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(sql.formatted(ada.id()))) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private List<Object> activities() {
        return ada.request().get("/api/v1/activities").jsonPath().getList("items.startedAt");
    }

    @Test
    void fitFileBecomesAnActivity() {
        Response answer = post(ada, ride());
        answer.then()
                .statusCode(201)
                .header("Location", equalTo(PATH + "/imports/" + answer.path("id")))
                .body("format", equalTo("fit"))
                .body("dryRun", equalTo(false))
                .body("created", equalTo(1))
                .body("duplicateCount", equalTo(0))
                .body("failedCount", equalTo(0))
                .body("activities[0].entry", nullValue())
                .body("activities[0].environment", equalTo("outdoor"))
                .body("activities[0].movingSeconds", equalTo(1200))
                .body("activities[0].heartRateSamples", equalTo(1201));
        ada.request()
                .get("/api/v1/activities/" + answer.path("activities[0].id"))
                .then()
                .statusCode(200)
                .body("type", equalTo("ride"))
                .body("startedAt", equalTo(START))
                .body("durationSeconds", equalTo(1200))
                .body("distanceMeters", equalTo(9600f))
                .body("averageHeartRate", equalTo(140))
                .body("maxHeartRate", equalTo(160))
                .body("externalId", equalTo("fit:4711:1774683000"))
                .body("version", equalTo(1));
    }

    @Test
    void activityOfAFileSaysWhereItCameFrom() throws Exception {
        String id = post(ada, ride()).path("id");
        assertEquals(
                List.of("file " + id),
                rows("SELECT source || ' ' || import_id FROM training.activity WHERE user_id = '%s'"));
    }

    @Test
    void loadsFollowFromTheHeartRatesOfAFile() {
        ada.sends("{\"max\": 200}").put("/api/v1/athlete/heart-rates/2026-01-01");
        // Ten minutes at 60 per cent of the maximum, and ten at 80.
        ada.request()
                .get("/api/v1/activities/" + post(ada, ride()).path("activities[0].id"))
                .then()
                .body("timeInZones.seconds", contains(0, 0, 600, 0, 600, 0))
                .body("loads.find { it.metric == 'edwards' }.value", equalTo(60))
                .body("loads.find { it.metric == 'edwards' }.formula", equalTo("edwards@1"));
    }

    @ParameterizedTest
    @CsvSource({"true, fit", "false, fit", "true, tcx", "false, tcx", "true, gpx", "false, gpx"})
    void formatIsFoundByContent(boolean isCompressed, String format) {
        Tour tour = Tour.from(START).move(601, 3);
        byte[] file =
                switch (format) {
                    case "fit" -> FitFile.of(tour, Sport.RUNNING, null);
                    case "tcx" -> XmlFile.tcx(tour, "Running");
                    default -> XmlFile.gpx(tour, "Run", "running");
                };
        ada.request()
                .contentType("text/plain")
                .body(isCompressed ? gzip(file) : file)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("format", equalTo(format))
                .body("activities[0].type", equalTo("run"))
                .body("activities[0].externalId", nullValue());
    }

    @Test
    void dryRunTellsWhatTheImportDoes() {
        Response dry = post(ada, ride(), "?dryRun=true");
        dry.then()
                .statusCode(200)
                .body("id", nullValue())
                .body("dryRun", equalTo(true))
                .body("created", equalTo(1))
                .body("activities[0].id", nullValue());
        assertEquals(List.of(), activities());
        ada.request().get(PATH + "/imports").then().body("items", empty());
        Response real = post(ada, ride());
        JsonObject told = new JsonObject(dry.asString());
        JsonObject done = new JsonObject(real.asString());
        told.getJsonArray("activities").getJsonObject(0).remove("id");
        done.getJsonArray("activities").getJsonObject(0).remove("id");
        assertEquals(told.getJsonArray("activities"), done.getJsonArray("activities"));
    }

    @Test
    void dryRunIsTrueOrFalse() {
        post(ada, ride(), "?dryRun=maybe").then().statusCode(400).body("violations[0].pointer", equalTo("dryRun"));
    }

    @Test
    void sameFileAgainAddsNothing() {
        String first = post(ada, ride()).path("activities[0].id");
        post(ada, gzip(ride()))
                .then()
                .statusCode(201)
                .body("created", equalTo(0))
                .body("duplicateCount", equalTo(1))
                .body("duplicates[0].rule", equalTo("external-id"))
                .body("duplicates[0].existingId", equalTo(first))
                .body("duplicates[0].startedAt", equalTo(START));
        assertEquals(1, activities().size());
    }

    /** What was entered by hand from memory, and the file that comes later. Lasts 600 s. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T07:30:00Z, 600, true",
        "2026-03-28T07:29:00Z, 600, true",
        "2026-03-28T07:31:00Z, 660, true",
        "2026-03-28T07:30:00Z, 540, true",
        "2026-03-28T07:31:01Z, 600, false",
        "2026-03-28T07:28:59Z, 600, false",
        "2026-03-28T07:30:00Z, 661, false",
        "2026-03-28T07:30:00Z, 539, false",
    })
    void activityThatBeganAndLastedAboutTheSameIsTheSame(String start, int seconds, boolean isSame) {
        String byHand = ada.sends(new JsonObject()
                        .put("type", "walk")
                        .put("startedAt", start)
                        .put("durationSeconds", seconds)
                        .encode())
                .post("/api/v1/activities")
                .path("id");
        post(ada, run(START, 600))
                .then()
                .body("created", equalTo(isSame ? 0 : 1))
                .body("duplicates.existingId", isSame ? contains(byHand) : empty())
                .body("duplicates.rule", isSame ? contains("content") : empty());
    }

    @ParameterizedTest
    @CsvSource({"10500, true", "9500, true", "10527, false", "9499, false"})
    void durationsOfLongActivitiesMayDifferByATwentieth(int seconds, boolean isSame) {
        ada.sends(new JsonObject()
                        .put("type", "run")
                        .put("startedAt", START)
                        .put("durationSeconds", seconds)
                        .encode())
                .post("/api/v1/activities");
        post(ada, run(START, 10_000)).then().body("created", equalTo(isSame ? 0 : 1));
    }

    @Test
    void activityOfAnotherUserIsNoDuplicate() {
        post(TestUser.fresh(), ride());
        post(ada, ride()).then().body("created", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | unknown-activity-format | The file is empty.",
                "hello | unknown-activity-format | The file is neither FIT nor TCX nor GPX.",
                "<gpx/> | no-activity | Nothing in the file has a time.",
            })
    void fileThatIsNoneIsRefused(String file, String code, String detail) {
        post(ada, file.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:" + code))
                .body("detail", equalTo(detail));
        ada.request().get(PATH + "/imports").then().body("items", empty());
    }

    @Test
    void damagedFileIsRefusedWithThePlace() {
        byte[] file = ride();
        post(ada, Arrays.copyOf(file, 1000))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-activity-file"))
                .body("place", equalTo("byte 1000"));
        file[file.length - 1] ^= 1;
        post(ada, file)
                .then()
                .statusCode(400)
                .body("detail", startsWith("The checksum of the FIT file does not fit: it is damaged, at byte "));
        assertEquals(List.of(), activities());
    }

    @Test
    void documentTypeIsRefused() {
        post(
                        ada,
                        "<!DOCTYPE gpx [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><gpx><trk><name>&x;</name></trk></gpx>"
                                .getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-activity-file"))
                .body("place", startsWith("line 1, column "));
    }

    @Test
    void gzipThatIsCutOffOrDamagedIsRefused() {
        byte[] file = gzip(run(START, 600));
        post(ada, Arrays.copyOf(file, file.length - 4))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-activity-file"));
        file[file.length - 6] ^= 1;
        post(ada, file).then().statusCode(400).body("detail", equalTo("The compressed data is cut off or damaged."));
        assertEquals(List.of(), activities());
    }

    @Test
    void gzipWithinAGzipIsRefused() {
        post(ada, gzip(gzip(ride())))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-activity-format"));
    }

    @Test
    void gzipOfFarMoreThanItselfIsRefused() {
        byte[] start = "<gpx>".getBytes(StandardCharsets.UTF_8);
        byte[] bomb = new byte[80 * 1024 * 1024];
        Arrays.fill(bomb, (byte) ' ');
        for (int i = 0; i < bomb.length; i += 500_000) {
            bomb[i] = '<';
            bomb[i + 1] = 'a';
            bomb[i + 2] = '/';
            bomb[i + 3] = '>';
        }
        System.arraycopy(start, 0, bomb, 0, start.length);
        post(ada, gzip(bomb)).then().statusCode(413).body("type", equalTo("urn:problem:archive-too-large"));
    }

    @Test
    void fileWithMoreThanIsReadIsRefused() {
        post(ada, ("<gpx><!-- " + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:activity-file-too-large"))
                .body("detail", equalTo("An element, a comment or a text has more than 1048576 bytes."));
    }

    @Test
    void longNamesAreCutOff() {
        byte[] file = XmlFile.gpx(Tour.from(START).move(60, 3), "🏃".repeat(100), "running");
        post(ada, file).then().statusCode(201).body("activities[0].name", equalTo("🏃".repeat(60)));
    }

    @Test
    void repeatedRequestWithItsKeyGetsTheFirstAnswer() {
        Response first = ada.request()
                .header("Idempotency-Key", "k")
                .contentType("application/octet-stream")
                .body(ride())
                .post(PATH);
        Response second = ada.request()
                .header("Idempotency-Key", "k")
                .contentType("application/octet-stream")
                .body(ride())
                .post(PATH);
        second.then().statusCode(201).header("Idempotency-Replayed", "true").body("created", equalTo(1));
        assertEquals(first.header("Location"), second.header("Location"));
        ada.request()
                .header("Idempotency-Key", "k")
                .contentType("application/octet-stream")
                .body(run(START, 600))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
        ada.request().get(PATH + "/imports").then().body("items", hasSize(1));
    }

    @Test
    void rideOfTenHoursIsTakenIn() {
        Random random = new Random(2);
        Tour ride = Tour.from("2026-06-01T05:00:00Z")
                .withHeartRate(second -> 120 + second / 900 + random.nextInt(3))
                .withAltitude(second -> 500 + 300 * Math.sin(second / 3000.0) + random.nextDouble(2))
                .move(10_000, 7)
                .pause(1800)
                .move(24_201, 7);
        Response answer = post(ada, FitFile.of(ride, Sport.CYCLING, 1L));
        answer.then()
                .statusCode(201)
                .body("activities[0].durationSeconds", equalTo(36_000))
                .body("activities[0].movingSeconds", equalTo(34_199))
                .body("activities[0].heartRateSamples", equalTo(34_201));
        ada.request()
                .queryParam("resolution", 600)
                .get("/api/v1/activities/" + answer.path("activities[0].id") + "/heart-rate")
                .then()
                .statusCode(200)
                .body("start", equalTo("2026-06-01T05:00:00Z"))
                .body("samples", hasSize(59))
                .body("samples[0]", contains(0, 121));
    }

    @Test
    void importsAreListedNewestFirst() {
        String first = post(ada, ride()).path("id");
        String second = post(ada, ride()).path("id");
        ada.request()
                .get(PATH + "/imports")
                .then()
                .statusCode(200)
                .body("items.id", contains(second, first))
                .body("items.format", contains("fit", "fit"))
                .body("items.created", contains(0, 1))
                .body("items.duplicates", contains(1, 0))
                .body("items.failed", contains(0, 0))
                .body("items[0].importedAt", notNullValue());
        String next = ada.request().get(PATH + "/imports?limit=1").path("next");
        ada.request()
                .get(PATH + "/imports?limit=1&cursor=" + next)
                .then()
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void importIsRememberedAsItWasAnswered() {
        byte[] file = ride();
        Response answer = post(ada, file);
        Response read = ada.request().get(answer.header("Location"));
        read.then()
                .statusCode(200)
                .body("id", equalTo(answer.path("id")))
                .body("state", equalTo("finished"))
                .body("bytes", equalTo(file.length))
                .body("kept", nullValue());
        assertEquals(new JsonObject(answer.asString()), new JsonObject(read.asString()).getJsonObject("result"));
    }

    @Test
    void importThatIsTakenBackLeavesNothing() throws Exception {
        String location = post(ada, ride()).header("Location");
        ada.request().delete(location).then().statusCode(204);
        assertEquals(List.of(), activities());
        assertEquals(List.of(), rows("SELECT activity_id FROM training.activity_heart_rate WHERE user_id = '%s'"));
        assertEquals(List.of(), rows("SELECT activity_id FROM training.activity_load WHERE user_id = '%s'"));
        ada.request()
                .get(location)
                .then()
                .body("state", equalTo("undone"))
                .body("kept", equalTo(0))
                .body("result", nullValue());
        ada.request().get(PATH + "/imports").then().body("items", empty());
        ada.request().delete(location).then().statusCode(404);
        post(ada, ride()).then().body("created", equalTo(1));
    }

    @Test
    void activityThatWasChangedStaysWhenItsImportIsTakenBack() {
        Response answer = post(ada, ride());
        String changed = "/api/v1/activities/" + answer.path("activities[0].id");
        ada.sends("{\"rpe\": 7}")
                .header("If-Match", "\"1\"")
                .patch(changed)
                .then()
                .statusCode(200);
        ada.request().delete(answer.header("Location")).then().statusCode(204);
        ada.request().get(answer.header("Location")).then().body("kept", equalTo(1));
        ada.request().get(changed).then().statusCode(200).body("rpe", equalTo(7f));
    }

    @Test
    void otherUsersFindNoImport() {
        OtherUsers.findNothingAt(ada, post(ada, ride()).header("Location"), Access.get(), Access.delete());
    }
}
