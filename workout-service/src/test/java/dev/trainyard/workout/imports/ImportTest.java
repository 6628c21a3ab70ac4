package dev.trainyard.workout.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    @InjectDatabase
    EmbeddedDatabase database;

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
                List.of("e1rm=76", "reps_at_weight@60=8", "set_volume=480", "weight=60", "workout_volume=960"),
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
    void notesAndSupersetsOfHevyAreTakenIn() throws Exception {
        send("""
                        "title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
                        "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Felt good","Bench Press","0","Slow
                        down",0,"normal",45,10,"","",""
                        "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Felt good","Bench Press","0","Slow
                        down",1,"normal",45,10,"","",""
                        "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Felt good","Row","","",0,"normal",45,10,"","",""
                        "Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Felt good","Row","1000","",1,"normal",45,10,"","",""
                        """).then().body("sets", equalTo(4));
        assertEquals(List.of("Felt good"), rows("SELECT notes FROM workout.workout WHERE user_id = '%s'"));
        assertEquals(List.of("1 1 Slow\ndown", "2 1 ", "3 - ", "4 - "), rows("""
                        SELECT number || ' ' || coalesce(superset::text, '-') || ' ' || coalesce(notes, '')
                        FROM workout.workout_set WHERE user_id = '%s' ORDER BY number
                        """));
    }

    @Test
    void notesOfStrongAreTakenInCutOffWhereTheyAreTooLong() throws Exception {
        send("""
                        Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
                        2024-11-28 17:36:08,"B",35m,"Row",1,60.0,8,0,0,%s,Good day,
                        """.formatted("ü".repeat(2001))).then().body("sets", equalTo(1));
        assertEquals(List.of("Good day"), rows("SELECT notes FROM workout.workout WHERE user_id = '%s'"));
        assertEquals(
                List.of("ü".repeat(1999) + "…"), rows("SELECT notes FROM workout.workout_set WHERE user_id = '%s'"));
    }

    @Test
    void fileWithNotesAddsNothingToWhatItAddedWithoutThem() {
        send("""
                        Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps
                        2024-11-28 17:36:08,"B",35m,"Row",1,60.0,8
                        """);
        send("""
                        Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Notes,Workout Notes
                        2024-11-28 17:36:08,"B",35m,"Row",1,60.0,8,Hard,Good day
                        """).then().body("sets", equalTo(0)).body("duplicates", equalTo(1));
    }

    @Test
    void dryRunTellsWhatChangesInWhichWorkout() {
        send(STRONG.substring(0, STRONG.indexOf("2024-11-30")));
        send(ada, """
                        %s2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",2,60.0,8.0,0,0.0,
                        2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",X,60.0,8.0,0,0.0,
                        """.formatted(STRONG), "?dryRun=true")
                .then()
                .statusCode(200)
                .body("workouts", equalTo(1))
                .body("changedWorkouts", equalTo(1))
                .body("unchangedWorkouts", equalTo(0))
                .body("sets", equalTo(3))
                .body("duplicates", equalTo(4))
                .body("changes.name", contains("B", "A, \"heavy\""))
                .body("changes.startedAt", contains("2024-11-28T17:36:08Z", "2024-11-30T10:15:00Z"))
                .body("changes.isNew", contains(false, true))
                .body("changes.sets", contains(1, 2))
                .body("changes.duplicates", contains(4, 0))
                .body("newExercises", contains("Squat (Barbell)"))
                .body("skipped.line", contains(10))
                .body("skipped.reason", contains("has Set Order \"X\""));
    }

    /** Random files, some of whose rows are there: what a dry run says is what the import then does. */
    @Test
    void dryRunTellsWhatTheImportDoes() {
        Random random = new Random(11);
        for (int round = 0; round < 6; round++) {
            StringBuilder csv = new StringBuilder("Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n");
            for (int row = 0; row < 60; row++) {
                csv.append("2024-11-%02d 17:36:08,B,35m,Exercise %d,%s,60,%d\n"
                        .formatted(
                                1 + random.nextInt(5),
                                random.nextInt(4 + round),
                                random.nextInt(10) == 0 ? "X" : "1",
                                1 + random.nextInt(3)));
            }
            JsonPath dry = send(ada, csv.toString(), "?dryRun=true").jsonPath();
            JsonPath real = send(ada, csv.toString(), "").jsonPath();
            for (String figure : List.of(
                    "workouts",
                    "changedWorkouts",
                    "unchangedWorkouts",
                    "sets",
                    "exercises",
                    "duplicates",
                    "skippedCount",
                    "skipped",
                    "changes",
                    "newExercises")) {
                assertEquals(dry.<Object>get(figure), real.<Object>get(figure), figure + " of round " + round);
            }
        }
    }

    @Test
    void workoutTakesAThousandSetsOfAFileAndNoFurtherOnes() {
        String header = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n";
        String row = "2024-11-28 17:36:08,B,35m,Row,1,60,8\n";
        send(header + row.repeat(1002))
                .then()
                .statusCode(201)
                .body("sets", equalTo(1000))
                .body("skippedCount", equalTo(2))
                .body("skipped.line", contains(1002, 1003))
                .body("skipped[0].reason", equalTo("is beyond the 1000 sets that a workout holds"));
        send(header + "2024-11-28 17:36:08,B,35m,Squat,1,60,8\n")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-full"));
    }

    @Test
    void fileOfNothingButNewExercisesIsRefused() {
        StringBuilder csv = new StringBuilder("Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n");
        for (int exercise = 0; exercise < 5001; exercise++) {
            csv.append("2024-11-28 17:36:%02d,B,35m,Exercise %d,1,60,8\n".formatted(exercise / 1000, exercise));
        }
        send(csv.toString()).then().statusCode(400).body("type", equalTo("urn:problem:too-many-exercises"));
        ada.request().get("/api/v1/exercises").then().body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void fileOfASpreadsheetIsReadInItsEncoding(String charset) {
        ada.request()
                .contentType("text/csv")
                .body(("\ufeff" + STRONG).getBytes(Charset.forName(charset)))
                .post("/api/v1/imports")
                .then()
                .statusCode(201)
                .body("sets", equalTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void fileThatEndsInTheMiddleOfACharacterIsRefused(String charset) {
        byte[] text = ("\ufeff" + STRONG).getBytes(Charset.forName(charset));
        ada.request()
                .contentType("text/csv")
                .body(Arrays.copyOf(text, text.length - 1))
                .post("/api/v1/imports")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-csv"));
        assertEquals(List.of(), workouts());
    }

    /** What is no CSV file, and what the refusal says. */
    static Stream<Arguments> unreadable() {
        String row = "2024-11-28 17:36:08,B,35m,Row,1,60,8";
        return Stream.of(
                arguments("zip", new byte[] {'P', 'K', 3, 4, 20, 0}, "compressed"),
                arguments("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "compressed"),
                arguments("a header alone with a column twice", bytes("Date,Reps,Date\n"), "\"Date\" twice"),
                arguments("too many columns", bytes("c,".repeat(10_000)), "more than 200 columns"),
                arguments("a header without end", bytes("x".repeat(2_000_000)), "not CSV"),
                arguments("a line without end", bytes(STRONG + row + ",".repeat(2_000_000)), "not CSV"),
                arguments("a quote without end", bytes(STRONG + "\"" + (row + "\n").repeat(5_000)), "not CSV"),
                arguments("an image", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "neither UTF-8"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void unreadableFileIsRefusedWithTheReason(String what, byte[] file, String reason) {
        ada.request()
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/imports")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-csv"))
                .body("detail", containsString(reason));
        assertEquals(List.of(), workouts(), what);
    }

    @Test
    void headerAloneIsAnExportWithoutSets() {
        send(STRONG.substring(0, STRONG.indexOf('\n')))
                .then()
                .statusCode(201)
                .body("sets", equalTo(0))
                .body("changes", empty());
    }

    @Test
    void rowWithThousandsOfFieldsIsSkipped() {
        send(STRONG + ",".repeat(9_999) + "\n")
                .then()
                .statusCode(201)
                .body("sets", equalTo(6))
                .body("skipped.reason", contains("has 10000 fields, the header has 10"));
    }

    /** The real exports that we were given, where they are. */
    @ParameterizedTest
    @CsvSource({"strong-export.csv, 250, 15, 19", "strong-export-legacy.csv, 6, 3, 3"})
    void realExportIsUnderstoodInWhole(String name, int sets, int workouts, int exercises) throws Exception {
        Path file = Path.of("..", "..", "shared", "data", name);
        assumeTrue(Files.isReadable(file), file + " is not on this machine");
        send(ada, Files.readString(file), "?dryRun=true")
                .then()
                .statusCode(200)
                .body("sets", equalTo(sets))
                .body("workouts", equalTo(workouts))
                .body("exercises", equalTo(exercises))
                .body("skippedCount", equalTo(0));
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
            value = {
                "?format=fitnotes|format",
                "?format=csv|mapping",
                "?format=strong&mapping=x|format",
                "?dryRun=yes|dryRun",
                "?unit=stone|unit"
            })
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
        long length = 300L * 1024 * 1024;
        var body = BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(Collections.nCopies(300, new byte[1024 * 1024])), length);
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
        List<Callable<Response>> sends = IntStream.range(0, 8)
                .<Callable<Response>>mapToObj(i -> () -> send(STRONG))
                .toList();
        List<Response> answers = new ArrayList<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent : senders.invokeAll(sends)) {
                answers.add(sent.get());
            }
        }
        assertEquals(
                6,
                answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .mapToInt(answer -> answer.<Integer>path("sets"))
                        .sum());
        // It is another one's turn, or all places are taken: both say when to come back.
        assertThat(
                answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.path("type") + " " + answer.header("Retry-After"))
                        .distinct()
                        .toList(),
                everyItem(oneOf("urn:problem:import-running 5", "urn:problem:overloaded 5")));
    }

    /** What the keys were when the first files were imported. They are in people's databases. */
    @Test
    void keysOfContentStayWhatTheyWere() throws Exception {
        send(STRONG);
        send(HEVY);
        assertEquals(
                List.of(
                        "B a73a6eb4-5abb-3716-8206-6a7842ad7fc7",
                        "A, \"heavy\" 9d25734e-077f-3501-a9eb-62878988bf0f",
                        "Push 81ca0dff-a1dd-3995-b796-c8f4833e56b7",
                        "Run 8cff446a-b816-30e9-87e2-0962282e7590"),
                rows("SELECT name || ' ' || source_key FROM workout.workout WHERE user_id = '%s' ORDER BY started_at"));
        assertEquals(
                List.of(
                        "a14891dc-69fa-db18-a7c6-5bc688ba9e4e",
                        "19c3a058-a7e0-8c82-1fdb-010a15897012",
                        "d44aef68-15aa-9352-20a7-fe53486bbe31",
                        "733cdc6d-5d21-e78f-8431-63873f8857d2",
                        "6b0e4c85-0c0a-ae77-ad01-d3575f6d0bfe",
                        "829e5140-cc20-654a-8614-308389f56b69",
                        "206c7f7a-8647-d286-54f6-4be132813172",
                        "75b59a87-1eeb-949d-a20c-389286ed01fc",
                        "1d8e413b-27ab-52c4-a314-e2fe6fc50f61",
                        "0c2c6f29-32e5-cccf-a47a-6a2ec6e7e0e7"),
                rows("SELECT source_key FROM workout.workout_set WHERE user_id = '%s' ORDER BY performed_at, number"));
    }

    private List<String> rows(String sql) throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(sql.formatted(ada.id()))) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
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
