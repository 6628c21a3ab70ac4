package dev.trainyard.workout.export;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.payload.Payloads;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExportTest {

    private static final String PATH = "/api/v1/exports/";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Snapshot snapshot;

    @Inject
    Database realDatabase;

    private final TestUser ada = TestUser.fresh();

    private List<String> csv(String name) {
        String text = ada.request()
                .get(PATH + name + ".csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return List.of(text.split("\r\n"));
    }

    /** Something in every table that a user can reach by now. */
    private static void live(TestUser user) throws Exception {
        user.sends("{\"timeZone\":\"Europe/Berlin\",\"weightUnit\":\"kg\"}").put("/api/v1/preferences");
        user.sends("{\"weight\":181.5,\"unit\":\"lb\",\"notes\":\"=1+1\"}").put("/api/v1/body-weights/2026-03-29");
        user.sends("{\"recoveryScore\":66,\"notes\":\"@home\"}").put("/api/v1/recovery/2026-03-29");
        user.sends("{\"sleepPerformance\":80}").put("/api/v1/sleep/2026-03-29");
        Response connection = user.sends("{\"name\":\"my band\"}").post("/api/v1/recovery/connections");
        String body = payload();
        String timestamp = Long.toString(System.currentTimeMillis());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(connection.<String>path("secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        given().header("X-WHOOP-Signature-Timestamp", timestamp)
                .header(
                        "X-WHOOP-Signature",
                        Base64.getEncoder()
                                .encodeToString(mac.doFinal((timestamp + body).getBytes(StandardCharsets.UTF_8))))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(connection.<String>path("webhook"))
                .then()
                .statusCode(200);
        String workout = user.sends("{\"name\":\"Push, \\\"heavy\\\"\",\"startedAt\":\"2026-03-29T10:00:00Z\"}")
                .header("Idempotency-Key", "live")
                .post("/api/v1/workouts")
                .header("Location");
        Training.add(user, workout, "Bench Press", "60", 10, ",\"type\":\"warmup\"");
        Training.add(user, workout, "Bench Press", "100.25", 5, ",\"rpe\":8.5");
        user.sends("{\"exercise\":\"=cmd|' /C calc'!A0\",\"weight\":225,\"unit\":\"lb\",\"reps\":3}")
                .post(workout + "/sets");
        user.sends("{\"finishedAt\":\"2026-03-29T11:01:05Z\"}").post(workout + "/finish");
        user.request()
                .contentType("text/csv")
                .body("Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-03-28 18:00:00,Legs,Squat,1,140,5\n")
                .post("/api/v1/imports?format=strong&unit=kg")
                .then()
                .statusCode(201);
    }

    private static String payload() {
        return Payloads.recovery(
                "sent-1", UUID.randomUUID().toString(), "2026-03-29T05:58:01Z", "2026-03-29T06:02:44Z", 71);
    }

    @Test
    void setsAreInColumnsOfStrongFirst() throws Exception {
        live(ada);
        List<String> lines = csv("sets");
        assertTrue(
                lines.getFirst()
                        .startsWith(
                                "Date,Workout Name,Duration (sec),Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,"
                                        + "Distance (meters),Seconds,Notes,Workout Notes,"),
                lines.getFirst());
        assertEquals(5, lines.size());
        String start = "2026-03-29 12:00:00,\"Push, \"\"heavy\"\"\",3665,";
        assertTrue(lines.get(1).startsWith(start + "Bench Press,W,60,kg,10,,,,,,1,warmup,external,"), lines.get(1));
        assertTrue(lines.get(2).startsWith(start + "Bench Press,2,100.25,kg,5,8.5,,,,,2,working,"), lines.get(2));
        assertTrue(lines.get(3).startsWith(start + "'=cmd|' /C calc'!A0,3,225,lb,3,,,"), lines.get(3));
        assertTrue(lines.get(4).startsWith("2026-03-28 18:00:00,Legs,0,Squat,1,140,kg,5,"), lines.get(4));
    }

    @Test
    void exportedSetsCanBeImportedElsewhere() throws Exception {
        live(ada);
        TestUser eve = TestUser.fresh();
        String file = ada.request().get(PATH + "sets.csv").asString();
        eve.request()
                .contentType("text/csv")
                .header("Time-Zone", "Europe/Berlin")
                .body(file)
                .post("/api/v1/imports?format=strong")
                .then()
                .statusCode(201)
                .body("skipped", empty());
        eve.request()
                .get("/api/v1/workouts")
                .then()
                .body("items.name", contains("Push, \"heavy\"", "Legs"))
                .body("items.startedAt", contains("2026-03-29T10:00:00Z", "2026-03-28T17:00:00Z"))
                .body("items.setCount", contains(3, 1));
        assertEquals(Training.records(ada, "Bench Press"), Training.records(eve, "Bench Press"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "body-weights;day,weight,unit,body_fat_percentage,visceral_fat,notes;2026-03-29,181.5,lb,,,'=1+1",
                "workouts;id,name,started_at,finished_at,notes;,\"Push, \"\"heavy\"\"\",2026-03-29T10:00:00.000000Z,2026-03-29T11:01:05.000000Z,",
                "personal-records;exercise,kind,at_weight_kg,value,weight_kg,reps,achieved_at,set_id,exercise_id;Bench Press,weight,0,100.25,100.25,5,",
                "recovery;id,day,external_id,recovery_score,recovery_score_tier,hrv_ms,resting_heart_rate,strain,spo2_percentage,skin_temp_celsius,energy,notes;,2026-03-29,,66,medium,,,,,,,'@home",
                "sleep;id,day,external_id,nap,started_at,ended_at,sleep_performance,sleep_quality_tier,sleep_consistency,sleep_efficiency,in_bed_seconds,awake_seconds,light_seconds,deep_seconds,rem_seconds,cycles,disturbances,respiratory_rate,quality,notes;,2026-03-29,,f,,,80,high,",
            },
            quoteCharacter = '~')
    void everyKindHasItsHeaderAndRows(String name, String header, String row) throws Exception {
        live(ada);
        List<String> lines = csv(name);
        assertEquals(header, lines.getFirst());
        assertTrue(lines.stream().anyMatch(line -> line.contains(row)), lines.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"workouts", "sets", "body-weights", "personal-records", "recovery", "sleep"})
    void newUserGetsAHeaderAlone(String name) {
        ada.request()
                .get(PATH + name + ".csv")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", equalTo("attachment; filename=\"" + name + ".csv\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.csv", "Sets.csv", "sets", "sets.json", "../imports.csv", "data"})
    void otherFilesAreNotThere(String file) {
        int status = ada.request().get(PATH + file).statusCode();
        assertTrue(status == 404 || status == 405, Integer.toString(status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"=1|'=1", "+1|'+1", "-1|'-1", "@a|'@a", "a=1|a=1", "'=1|'=1", "1|1"},
            quoteCharacter = '~')
    void formulaIsMadeText(String text, String harmless) {
        assertEquals(harmless, CsvRows.harmless(text));
        assertEquals("'\t=1", CsvRows.harmless("\t=1"));
    }

    @Test
    void everythingIsInTheDocument() throws Exception {
        live(ada);
        rejectLinks(ada);
        JsonPath document = ada.request()
                .get(PATH + "data.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Content-Disposition", equalTo("attachment; filename=\"trainyard.json\""))
                .extract()
                .jsonPath();
        assertEquals("trainyard-workout@1", document.getString("format"));
        assertEquals(ada.id(), document.getString("user"));
        Map<String, List<Map<String, Object>>> tables = document.getMap("tables");
        Map<String, Integer> exported = new TreeMap<>();
        tables.forEach((name, rows) -> exported.put(name, rows.size()));
        assertEquals(countsOf(ada), exported);
        assertTrue(exported.get("workout_set") >= 4, exported.toString());
        for (String table : List.of(
                "body_weight",
                "preference",
                "exercise",
                "import",
                "personal_record",
                "recovery",
                "sleep",
                "recovery_connection",
                "webhook_event",
                "workout",
                "idempotency_key")) {
            assertTrue(exported.get(table) > 0, table);
        }
    }

    @Test
    void documentHasRowsAsTheyAre() throws Exception {
        live(ada);
        Response exported = ada.request().get(PATH + "data.json");
        assertTrue(exported.asString().contains("\"weight_kg\":82.327015155,"), exported.asString());
        JsonPath document = exported.jsonPath();
        assertEquals("2026-03-29", document.getString("tables.body_weight[0].day"));
        assertEquals(
                "2026-03-29T10:00:00+00:00",
                document.getString("tables.workout.find { it.name != 'Legs' }.started_at"));
        Map<String, Object> sent = document.getMap("tables.recovery.find { it.external_id == 'sent-1' }");
        assertTrue(sent.get("raw").toString().contains("\"hrv_rmssd_milli\": 74.28417"), sent.toString());
        assertFalse(sent.containsKey("raw_compressed"));
        assertEquals(
                Set.of("user_id", "id", "name", "created_at", "rotated_at"),
                document.getMap("tables.recovery_connection[0]").keySet());
    }

    @Test
    void nothingOfOthersIsInTheDocument() throws Exception {
        TestUser eve = TestUser.fresh();
        live(ada);
        live(eve);
        String document = ada.request().get(PATH + "data.json").asString();
        assertFalse(document.contains(eve.id()));
        assertTrue(document.contains(ada.id()));
    }

    @Test
    void everythingIsDeletedAndNothingOfOthers() throws Exception {
        TestUser eve = TestUser.fresh();
        live(ada);
        rejectLinks(ada);
        live(eve);
        Map<String, Integer> hers = countsOf(eve);
        ada.request()
                .delete(PATH + "data?confirm=delete-everything")
                .then()
                .statusCode(200)
                .body("rows.workout", equalTo(2))
                .body("rows.body_weight", equalTo(1));
        Map<String, Integer> left = new TreeMap<>(countsOf(ada));
        left.values().removeIf(rows -> rows == 0);
        assertEquals(Map.of(), left);
        assertEquals(hers, countsOf(eve));
        ada.request().get("/api/v1/workouts").then().statusCode(200).body("items", empty());
    }

    @Test
    void whatWasDerivedIsDeletedAsWell() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            live(ada);
            statement.execute("""
                    SET search_path = workout;
                    CREATE MATERIALIZED VIEW heaviest AS
                    SELECT user_id, max(weight_kg) AS weight_kg FROM body_weight GROUP BY user_id;
                    CREATE UNIQUE INDEX uq_heaviest_user ON heaviest (user_id);
                    GRANT SELECT, MAINTAIN ON heaviest TO workout_app
                    """);
            try {
                ada.request().delete(PATH + "data?confirm=delete-everything");
                try (var rows =
                        statement.executeQuery("SELECT count(*) FROM heaviest WHERE user_id = '" + ada.id() + "'")) {
                    rows.next();
                    assertEquals(0, rows.getInt(1));
                }
            } finally {
                statement.execute("DROP MATERIALIZED VIEW heaviest");
            }
        }
    }

    @Test
    void deletedUserCanBeginAnew() throws Exception {
        live(ada);
        ada.request().delete(PATH + "data?confirm=delete-everything");
        ada.request()
                .delete(PATH + "data?confirm=delete-everything")
                .then()
                .statusCode(200)
                .body("rows.size()", equalTo(0));
        live(ada);
        ada.request().get("/api/v1/workouts").then().body("items.size()", equalTo(2));
    }

    @Test
    void setsThatAreAddedMeanwhileStayOrGoAsAWhole() throws Exception {
        String workout = Training.start(ada);
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var adding = users.submit(() -> {
                List<Integer> statuses = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    statuses.add(Training.add(ada, workout, "Squat", "100", 5).statusCode());
                }
                return statuses;
            });
            Response deletion = ada.request().delete(PATH + "data?confirm=delete-everything");
            assertTrue(deletion.statusCode() == 200 || deletion.statusCode() == 503, deletion.asString());
            assertTrue(
                    Set.of(201, 404, 503).containsAll(adding.get()),
                    adding.get().toString());
        }
        ada.request().delete(PATH + "data?confirm=delete-everything").then().statusCode(200);
        assertEquals(
                0, countsOf(ada).values().stream().mapToInt(Integer::intValue).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?confirm=", "?confirm=yes", "?confirm=Delete-Everything"})
    void deletionNeedsItsWord(String query) {
        Training.finish(ada, Training.start(ada));
        ada.request()
                .delete(PATH + "data" + query)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("confirm"));
        ada.request().get("/api/v1/workouts").then().body("items.size()", equalTo(1));
    }

    @Test
    void tooManyAtOnceAreToldToComeBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                var _ = users.submit(() -> snapshot.of((connection, out) -> {
                    begun.countDown();
                    await(go);
                }));
            }
            begun.await();
            ada.request()
                    .get(PATH + "sets.csv")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .body("type", equalTo("urn:problem:too-many-exports"));
            go.countDown();
        }
        ada.request().get(PATH + "sets.csv").then().statusCode(200);
    }

    @Test
    void exportThatTakesTooLongIsStopped() {
        Snapshot hurried = new Snapshot(realDatabase, config(Map.of("trainyard.export.timeout", "PT1S")));
        Problem problem = assertThrows(
                Problem.class,
                () -> hurried.of((connection, out) -> {
                    byte[] chunk = new byte[64];
                    while (true) {
                        out.write(chunk);
                        Thread.onSpinWait();
                    }
                }));
        assertEquals(503, problem.status());
        assertEquals("database-slow", problem.code());
    }

    @Test
    void defaultsLeaveConnectionsForOthers() {
        assertEquals(2, config(Map.of()).maxConcurrent());
        assertEquals(Duration.ofSeconds(90), config(Map.of()).timeout());
    }

    private static ExportConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ExportConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ExportConfig.class);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH + "sets.csv").then().statusCode(401);
        given().get(PATH + "data.json").then().statusCode(401);
        given().delete(PATH + "data?confirm=delete-everything").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sets.csv", "data.json"})
    @EnabledOnOs(OS.LINUX)
    void fileThatNobodyReadsIsClosedWithItsRequest(String export) {
        ada.request().head(PATH + export).then().statusCode(200);

        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), openFiles()));
    }

    /** The files of exports that this process has open; they have lost their names when they were opened. */
    private static List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    files.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closed) {
                    // By now.
                }
            }
        }
        files.removeIf(file -> !file.contains("trainyard-export-"));
        return files;
    }

    private void rejectLinks(TestUser user) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("INSERT INTO workout.exercise_link_rejection (user_id, exercise_id)"
                    + " SELECT user_id, id FROM workout.exercise WHERE user_id = '" + user.id()
                    + "' ON CONFLICT DO NOTHING");
        }
    }

    /** How many rows the user has in each table that has users, by the standard's catalogue. */
    private Map<String, Integer> countsOf(TestUser user) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (var rows = statement.executeQuery(
                    "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
                            + " USING (table_schema, table_name)"
                            + " WHERE c.table_schema = 'workout' AND c.column_name = 'user_id' AND t.table_type = 'BASE TABLE'"
                            + " AND NOT EXISTS (SELECT FROM pg_class p WHERE p.oid = format('workout.%I', c.table_name)::regclass"
                            + " AND p.relispartition)")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (var rows = statement.executeQuery(
                        "SELECT count(*) FROM workout.\"" + table + "\" WHERE user_id = '" + user.id() + "'")) {
                    rows.next();
                    counts.put(table, rows.getInt(1));
                }
            }
        }
        return counts;
    }
}
