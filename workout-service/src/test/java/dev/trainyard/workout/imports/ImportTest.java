package dev.trainyard.workout.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ImportTest {

    private static final String STRONG = """
            Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE
            2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",W,20.0,10.0,0,0.0,
            2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",1,60.0,8.0,0,0.0,8.5
            2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",1,60.0,8.0,0,0.0,8.5
            2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",Rest Timer,0,0,0,90.0,
            2024-11-28 17:36:08,"B",35m,"Plank",1,0,0,0,60.0,
            2024-11-30 10:15:00,"A, ""heavy\""",1h 5m,"Squat (Barbell)",1,100.5,5.0,0,0.0,
            2024-11-30 10:15:00,"A, ""heavy\""",1h 5m,"Squat (Barbell)",F,100.5,6.0,0,0.0,10
            """;

    private static final String HEVY = """
            "title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_lbs","reps","distance_miles","duration_seconds","rpe"
            "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","","Bench Press (Barbell)","","",0,"warmup",45,10,"","",""
            "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","","Bench Press (Barbell)","","",1,"normal",225,5,"","",9
            "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","","Bench Press (Barbell)","","",2,"dropset",135,12,"","",""
            "Run","May 15, 2026, 7:26 PM","May 15, 2026, 8:00 PM","","Treadmill","","",0,"normal","","",3,1800,""
            """;

    private final TestUser ada = TestUser.fresh();

    private static Response send(TestUser user, String csv, String query) {
        return user.request()
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports" + query);
    }

    private Response send(String csv) {
        return send(ada, csv, "");
    }

    private List<String> workouts() {
        return ada.request().get("/api/v1/workouts").jsonPath().getList("items.name");
    }

    @Test
    void strongFileIsTakenInWhole() {
        send(STRONG)
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .body("format", equalTo("strong"))
                .body("workouts", equalTo(2))
                .body("sets", equalTo(6))
                .body("exercises", equalTo(3))
                .body("skipped", empty());
        assertEquals(List.of("A, \"heavy\"", "B"), workouts());
        assertEquals(
                List.of(
                        "e1rm=120.6",
                        "reps_at_weight@100.5=6",
                        "set_volume=603",
                        "weight=100.5",
                        "workout_volume=1105.5"),
                Training.records(ada, "squat (barbell)"));
        assertEquals(
                List.of("e1rm=76", "reps_at_weight@60=8", "weight=60"),
                Training.records(ada, "Bent Over Row (Barbell)"));
    }

    @Test
    void importedWorkoutHasItsSetsInTheirOrder() {
        send(STRONG);
        String workout = ada.request().get("/api/v1/workouts").path("items[1].id");
        ada.request()
                .get("/api/v1/workouts/" + workout)
                .then()
                .body("startedAt", equalTo("2024-11-28T17:36:08Z"))
                .body("finishedAt", equalTo("2024-11-28T18:11:08Z"))
                .body("sets.number", contains(1, 2, 3, 4))
                .body("sets.type", contains("warmup", "working", "working", "working"))
                .body("sets[1].rpe", equalTo(8.5f))
                .body("sets[3].reps", nullValue())
                .body("sets[3].durationSeconds", equalTo(60));
    }

    @Test
    void hevyFileIsTakenInWhole() {
        send(HEVY)
                .then()
                .statusCode(201)
                .body("format", equalTo("hevy"))
                .body("workouts", equalTo(2))
                .body("sets", equalTo(4))
                .body("exercises", equalTo(2));
        String run = ada.request().get("/api/v1/workouts").path("items[0].id");
        ada.request()
                .get("/api/v1/workouts/" + run)
                .then()
                .body("startedAt", equalTo("2026-05-15T19:26:00Z"))
                .body("sets[0].distanceMeters", equalTo(4828.032f));
        String push = ada.request().get("/api/v1/workouts").path("items[1].id");
        ada.request()
                .get("/api/v1/workouts/" + push)
                .then()
                .body("sets.weight", contains(45, 225, 135))
                .body("sets.unit", contains("lb", "lb", "lb"))
                .body("sets.type", contains("warmup", "working", "drop"));
    }

    @Test
    void sameFileAgainAddsNothing() {
        send(STRONG);
        send(STRONG)
                .then()
                .statusCode(201)
                .body("workouts", equalTo(0))
                .body("sets", equalTo(0))
                .body("exercises", equalTo(0))
                .body("duplicates", equalTo(6));
    }

    @Test
    void sameFileInAnotherTimeZoneAddsNothing() {
        send(STRONG);
        ada.request()
                .header("Time-Zone", "Asia/Tokyo")
                .contentType("text/csv")
                .body(STRONG)
                .post("/api/v1/imports")
                .then()
                .body("sets", equalTo(0));
    }

    @Test
    void sameFileInAnotherUnitAddsNothing() {
        send(ada, STRONG, "?unit=kg");
        send(ada, STRONG, "?unit=lb").then().body("sets", equalTo(0)).body("duplicates", equalTo(6));
    }

    @Test
    void overlappingImportsTakenBackLeaveNothing() {
        String first = send(STRONG).path("id");
        String second = send(STRONG
                        + "2024-11-30 10:15:00,\"A, \"\"heavy\"\"\",1h 5m,\"Squat (Barbell)\",2,110,1,0,0.0,\n")
                .path("id");
        ada.request().delete("/api/v1/imports/" + first).then().statusCode(204);
        ada.request().get("/api/v1/workouts").then().body("items.setCount", contains(1));
        ada.request().delete("/api/v1/imports/" + second).then().statusCode(204);
        assertEquals(List.of(), workouts());
        ada.request().get("/api/v1/exercises").then().body("items", empty());
    }

    @Test
    void longerExportAddsWhatIsNew() {
        send(STRONG);
        send(STRONG + "2024-11-30 10:15:00,\"A, \"\"heavy\"\"\",1h 5m,\"Squat (Barbell)\",2,110,1,0,0.0,\n")
                .then()
                .body("workouts", equalTo(0))
                .body("sets", equalTo(1))
                .body("duplicates", equalTo(6));
        assertEquals(
                List.of(
                        "e1rm=120.6",
                        "reps_at_weight@100.5=6",
                        "reps_at_weight@110=1",
                        "set_volume=603",
                        "weight=110",
                        "workout_volume=1215.5"),
                Training.records(ada, "Squat (Barbell)"));
    }

    @Test
    void dryRunTellsAndStoresNothing() {
        send(ada, STRONG, "?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("id", nullValue())
                .body("sets", equalTo(6));
        assertEquals(List.of(), workouts());
        ada.request().get("/api/v1/exercises").then().body("items", empty());
        ada.request().get("/api/v1/imports").then().body("items", empty());
    }

    @Test
    void timesAreThoseOfTheUsersZone() {
        ada.sends("{\"timeZone\":\"Europe/Berlin\",\"weightUnit\":\"kg\"}").put("/api/v1/preferences");
        send(STRONG);
        ada.request().get("/api/v1/workouts").then().body("items[1].startedAt", equalTo("2024-11-28T16:36:08Z"));
    }

    @Test
    void weightsWithoutAUnitAreInTheUsersOrTheNamedOne() {
        send(ada, STRONG, "?unit=lb");
        ada.request()
                .get("/api/v1/records?exercise=Squat (Barbell)")
                .then()
                .body("items.find { it.kind == 'weight' }.value", equalTo(45.586f));
    }

    @Test
    void takenBackImportLeavesNothing() {
        String id = send(STRONG).path("id");
        ada.request().delete("/api/v1/imports/" + id).then().statusCode(204);

        assertEquals(List.of(), workouts());
        ada.request().get("/api/v1/exercises").then().body("items", empty());
        ada.request().get("/api/v1/records").then().body("items", empty());
        ada.request().get("/api/v1/imports").then().body("items", empty());
        ada.request().delete("/api/v1/imports/" + id).then().statusCode(404);
    }

    @Test
    void takenBackImportLeavesWhatTheUserDidAndItsRecords() {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat (Barbell)", "90", 5);
        String id = send(STRONG).path("id");
        ada.request().delete("/api/v1/imports/" + id).then().statusCode(204);

        assertEquals(
                List.of("e1rm=105", "reps_at_weight@90=5", "set_volume=450", "weight=90"),
                Training.records(ada, "Squat (Barbell)"));
        ada.request().get(workout).then().body("sets", hasSize(1));
        ada.request().get("/api/v1/exercises").then().body("items.name", contains("Squat (Barbell)"));
    }

    @Test
    void takenBackImportCanBeTakenInAgain() {
        ada.request().delete("/api/v1/imports/" + send(STRONG).path("id"));
        send(STRONG).then().body("sets", equalTo(6)).body("workouts", equalTo(2));
    }

    @Test
    void importsAreListedNewestFirst() {
        send(STRONG);
        send(HEVY);
        ada.request()
                .get("/api/v1/imports")
                .then()
                .body("items.format", contains("hevy", "strong"))
                .body("items.sets", contains(4, 6));
    }

    @Test
    void brokenLinesAreReportedAndTheRestIsTakenIn() {
        String broken = STRONG + """
                not a date,"B",35m,"Squat",1,10,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,heavy,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,10,5
                2024-12-01 10:00:00,"B",35m,"Squat",1,10,0,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,10,1001,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,2001,5,0,0,
                2024-12-01 10:00:00,"B",35m,"",1,10,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,10,5,0,0,11
                2024-12-01 10:00:00,"B",35m,"Squat",X,10,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squ\0at",1,10,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,1e99999999,5,0,0,
                0001-01-01 00:00:00,"B",35m,"Squat",1,10,5,0,0,
                9999-12-31 23:59:59,"B",35m,"Squat",1,10,5,0,0,
                +999999999-12-31 23:59:59,"B",35m,"Squat",1,10,5,0,0,
                2024-02-31 10:00:00,"B",35m,"Squat",1,10,5,0,0,
                2024-12-01 10:00:00,"B",35m,"Squat",1,10,5,0,0,
                """;
        send(broken)
                .then()
                .statusCode(201)
                .body("sets", equalTo(7))
                .body("skippedCount", equalTo(15))
                .body("skipped.line", contains(9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23))
                .body("skipped[1].reason", equalTo("has Weight \"heavy\", which is not a number"));
    }

    @Test
    void weightIsReadFromWhicheverColumnHasIt() {
        send("""
                        Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Weight (lbs),Reps
                        2024-11-28 17:36:08,"B",35m,"Row",1,,45,10
                        """).then().statusCode(201);
        ada.request()
                .get("/api/v1/records?exercise=Row")
                .then()
                .body("items.find { it.kind == 'weight' }.value", equalTo(20.4117f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc"
            })
    void brokenFormIsRefused(String body) {
        ada.request()
                .header("Content-Type", "multipart/form-data; boundary=x")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void semicolonsAndUnitsOfTheOldStrongAreRead() {
        send("""
                        \ufeffWorkout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Seconds;Notes;Workout Notes
                        1;2024-11-28 17:36:08;"B";2100;"Row";1;22,5;lbs;10;;;;"a; note";
                        """).then().statusCode(201).body("sets", equalTo(1));
        String workout = ada.request().get("/api/v1/workouts").path("items[0].id");
        ada.request()
                .get("/api/v1/workouts/" + workout)
                .then()
                .body("finishedAt", equalTo("2024-11-28T18:11:08Z"))
                .body("sets[0].weight", equalTo(22.5f))
                .body("sets[0].unit", equalTo("lb"));
    }

    @Test
    void formMayCarryTheFile() {
        ada.request()
                .multiPart("file", "strong.csv", STRONG.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/imports?format=strong")
                .then()
                .statusCode(201)
                .body("sets", equalTo(6));
    }

    @Test
    void formWithoutTheFileIsRefused() {
        ada.request()
                .multiPart("other", "strong.csv", STRONG.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/imports")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"?format=fitnotes|format", "?dryRun=yes|dryRun", "?unit=stone|unit"})
    void optionOutOfRangeIsRefusedByName(String query, String name) {
        send(ada, STRONG, query).then().statusCode(400).body("violations[0].pointer", equalTo(name));
    }

    @Test
    void fileOfAnotherFormatIsRefused() {
        send(ada, HEVY, "?format=strong")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-import-format"))
                .body("detail", containsString("Set Order"));
        send("a,b,c\n1,2,3\n").then().statusCode(400).body("type", equalTo("urn:problem:unknown-import-format"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\0", "\"", "Date,Date\n"})
    void whatIsNoCsvIsRefused(String csv) {
        send(csv).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void fileThatIsNotUtf8IsRefusedAndLeavesNothing() {
        byte[] latin1 = (STRONG + "2024-12-01 10:00:00,\"B\",35m,\"Kniebeuge für Öl\",1,10,5,0,0,\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ada.request()
                .contentType("text/csv")
                .body(latin1)
                .post("/api/v1/imports")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-csv"));
        assertEquals(List.of(), workouts());
    }

    @Test
    void tooLargeFileIsRefusedBeforeItIsRead() throws Exception {
        long length = 100L * 1024 * 1024;
        var body = BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(Collections.nCopies(100, new byte[1024 * 1024])), length);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/imports"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "text/csv")
                .POST(body)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            assertEquals(413, response.statusCode());
            assertThat(response.body(), containsString("urn:problem:body-too-large"));
        }
    }

    @Test
    void retriedImportHappensOnceAndAnswersTheSame() {
        Response first = ada.request()
                .header("Idempotency-Key", "i")
                .contentType("text/csv")
                .body(STRONG)
                .post("/api/v1/imports");
        Response second = ada.request()
                .header("Idempotency-Key", "i")
                .contentType("text/csv")
                .body(STRONG)
                .post("/api/v1/imports");
        assertEquals(first.asString(), second.asString());
    }

    @Test
    void sameFileManyTimesAtOnceIsTakenInOnce() throws Exception {
        List<Callable<Integer>> sends = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> send(STRONG).path("sets"))
                .toList();
        List<Integer> added = new ArrayList<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent : senders.invokeAll(sends)) {
                added.add(sent.get());
            }
        }
        assertEquals(6, added.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void activeWorkoutDoesNotStandInTheWay() {
        Training.start(ada);
        send(STRONG).then().statusCode(201);
    }

    @Test
    void anotherUsersImportCannotBeTakenBack() {
        String id = send(STRONG).path("id");
        TestUser.fresh().request().delete("/api/v1/imports/" + id).then().statusCode(404);
        assertEquals(2, workouts().size());
    }

    @Test
    void anotherUsersSameFileIsTheirOwn() {
        send(STRONG);
        send(TestUser.fresh(), STRONG, "").then().body("sets", equalTo(6)).body("exercises", equalTo(3));
    }

    @Test
    void anonymousIsRefused() {
        given().contentType("text/csv")
                .body(STRONG)
                .post("/api/v1/imports")
                .then()
                .statusCode(401);
    }
}
