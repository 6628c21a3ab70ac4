package dev.trainyard.workout.imports;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MappedImportTest {

    private static final String FITNOTES = """
            Date,Exercise,Category,Weight (kgs),Weight Unit,Reps,Distance,Distance Unit,Time,Comment
            2024-11-28,Deadlift,Back,140.0,kgs,5,,,,belt on
            2024-11-28,Deadlift,Back,140.0,kgs,5,,,,
            2024-11-28,Rowing Machine,Cardio,,,,2.5,km,0:10:30,
            2024-11-30,Bench Press,Chest,225.0,lbs,3,,,,
            """;

    private static final String FITNOTES_MAPPING = """
            {"date":{"column":"Date"},"workout":{"value":"FitNotes"},"exercise":{"column":"Exercise"},
             "weight":{"column":"Weight (kgs)"},"unit":{"column":"Weight Unit","value":"kg","values":{"kgs":"kg","lbs":"lb"}},
             "reps":{"column":"Reps"},"distance":{"column":"Distance"},"distanceUnit":{"column":"Distance Unit"},
             "duration":{"column":"Time"},"notes":{"column":"Comment"}}
            """;

    private final TestUser ada = TestUser.fresh();

    private Response send(String csv, String mapping) {
        return ada.request()
                .contentType("text/csv")
                .queryParam("format", "csv")
                .queryParam("mapping", mapping)
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports");
    }

    private Response newestWorkout() {
        String id = ada.request().get("/api/v1/workouts").path("items[0].id");
        return ada.request().get("/api/v1/workouts/" + id);
    }

    @Test
    void fitNotesExportIsTakenInByItsColumns() {
        send(FITNOTES, FITNOTES_MAPPING)
                .then()
                .statusCode(201)
                .body("format", equalTo("csv"))
                .body("workouts", equalTo(2))
                .body("sets", equalTo(4))
                .body("exercises", equalTo(3))
                .body("skippedCount", equalTo(0));
        newestWorkout()
                .then()
                .body("name", equalTo("FitNotes"))
                .body("startedAt", equalTo("2024-11-30T00:00:00Z"))
                .body("sets[0].weight", equalTo(225))
                .body("sets[0].unit", equalTo("lb"))
                .body("sets[0].reps", equalTo(3));
        String earlier = ada.request().get("/api/v1/workouts").path("items[1].id");
        ada.request()
                .get("/api/v1/workouts/" + earlier)
                .then()
                .body("sets[2].distanceMeters", equalTo(2500))
                .body("sets[2].durationSeconds", equalTo(630));
    }

    @Test
    void sameMappedFileAgainAddsNothing() {
        send(FITNOTES, FITNOTES_MAPPING);
        send(FITNOTES, FITNOTES_MAPPING).then().body("sets", equalTo(0)).body("duplicates", equalTo(4));
    }

    @Test
    void mappingMayComeInTheForm() {
        sendForm(FITNOTES_MAPPING).then().statusCode(201).body("sets", equalTo(4));
    }

    @Test
    void dateAndTimeMayBeInTwoColumnsAndNumbersHaveCommas() {
        send("""
                        Tag;Uhrzeit;Übung;Gewicht;Wdh;Art
                        5.6.2026;7:30;Kniebeuge;1.102,5;5;Arbeit
                        5.6.2026;7:30;Kniebeuge;60;10;Aufwärmen
                        """, """
                        {"separator":";","decimal":",","date":{"column":"Tag","patterns":["d.M.yyyy"]},
                         "time":{"column":"Uhrzeit","patterns":["H:mm"]},"exercise":{"column":"Übung"},
                         "weight":{"column":"Gewicht"},"reps":{"column":"Wdh"},
                         "type":{"column":"Art","values":{"Arbeit":"working","Aufwärmen":"warmup"}}}
                        """).then().statusCode(201).body("sets", equalTo(2));
        newestWorkout()
                .then()
                .body("name", nullValue())
                .body("startedAt", equalTo("2026-06-05T07:30:00Z"))
                .body("sets.weight", contains(1102.5f, 60))
                .body("sets.type", contains("working", "warmup"));
    }

    @Test
    void fitbodExportIsTakenInByItsColumns() {
        send("""
                        Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
                        2024-11-28 17:36:08 +0000,Bench Press,10,40.0,0.0,0.0,0.0,0.0,true,,1.0
                        2024-11-28 17:36:08 +0000,Bench Press,5,80.0,0.0,0.0,0.0,0.0,false,,1.0
                        2024-11-28 17:36:08 +0000,Rowing,0,0.0,600.0,2000.0,0.0,0.0,false,,1.0
                        """, """
                        {"date":{"column":"Date"},"exercise":{"column":"Exercise"},"reps":{"column":"Reps"},
                         "weight":{"column":"Weight(kg)"},"unit":{"value":"kg"},"duration":{"column":"Duration(s)"},
                         "distance":{"column":"Distance(m)"},"notes":{"column":"Note"},
                         "type":{"column":"isWarmup","values":{"true":"warmup","false":"working"}}}
                        """).then().statusCode(201).body("workouts", equalTo(1)).body("sets", equalTo(3));
        newestWorkout()
                .then()
                .body("startedAt", equalTo("2024-11-28T17:36:08Z"))
                .body("sets.type", contains("warmup", "working", "working"))
                .body("sets[2].distanceMeters", equalTo(2000))
                .body("sets[2].durationSeconds", equalTo(600));
    }

    @Test
    void setsOfADayMayBeAWorkout() {
        send("""
                        When,What,Reps
                        2026-06-05T18:10:00+02:00,Squat,5
                        2026-06-05T18:00:00+02:00,Squat,5
                        2026-06-05T18:20:00+02:00,Squat,5
                        2026-06-06T18:00:00+02:00,Squat,5
                        """, """
                        {"workoutPer":"day","date":{"column":"When"},"exercise":{"column":"What"},"reps":{"column":"Reps"}}
                        """).then().statusCode(201).body("workouts", equalTo(2)).body("sets", equalTo(4));
        String day = ada.request().get("/api/v1/workouts").path("items[1].id");
        ada.request()
                .get("/api/v1/workouts/" + day)
                .then()
                .body("startedAt", equalTo("2026-06-05T16:00:00Z"))
                .body("finishedAt", equalTo("2026-06-05T16:20:00Z"));
    }

    @Test
    void wordsThatTheMappingDoesNotExplainAreSkippedWithTheReason() {
        send("""
                        Date,Exercise,Reps,Type,Unit
                        2026-06-05,Squat,5,heavy,kg
                        2026-06-05,Squat,5,working,stone
                        05/06/2026,Squat,5,working,kg
                        2026-06-05,Squat,5,,
                        """, """
                        {"date":{"column":"Date"},"exercise":{"column":"Exercise"},"reps":{"column":"Reps"},
                         "type":{"column":"Type"},"unit":{"column":"Unit"}}
                        """)
                .then()
                .statusCode(201)
                .body("sets", equalTo(1))
                .body("skipped.line", contains(2, 3, 4))
                .body(
                        "skipped.reason",
                        contains(
                                "has type \"heavy\", which the mapping does not explain",
                                "has unit \"stone\", which the mapping does not explain",
                                "has date \"05/06/2026\", which none of the mapping's patterns fits"));
    }

    @Test
    void missingColumnsAreShownInTheMapping() {
        send("Date,Name,Reps\n2026-06-05,Squat,5\n", """
                        {"date":{"column":"Day"},"exercise":{"column":"Exercise"},"reps":{"column":"Reps"}}
                        """)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query", "query"))
                .body("violations.pointer", contains("mapping/date/column", "mapping/exercise/column"))
                .body("violations[0].detail", equalTo("is no column of the file, which has Date, Name, Reps"));
    }

    @Test
    void whatIsWrongWithAMappingIsShownAtOnce() {
        send(FITNOTES, """
                        {"separator":"x","decimal":"p","workoutPer":"year","date":{"column":"Date","patterns":["iso","b"]},
                         "exercise":{},"type":{"value":"heavy"},"unit":{"column":"U","values":{"a/b":"stone"}}}
                        """)
                .then()
                .statusCode(400)
                .body(
                        "violations.pointer",
                        containsInAnyOrder(
                                "mapping/separator",
                                "mapping/decimal",
                                "mapping/workoutPer",
                                "mapping/date/patterns/1",
                                "mapping/exercise",
                                "mapping/type/value",
                                "mapping/unit/values/a~1b",
                                "mapping/reps"));
        assertEquals(List.of(), ada.request().get("/api/v1/imports").jsonPath().getList("items"), "Nothing is stored");
    }

    private Response sendForm(String mapping) {
        return ada.request()
                .multiPart("file", "a.csv", FITNOTES.getBytes(StandardCharsets.UTF_8), "text/csv")
                .multiPart("mapping", mapping)
                .post("/api/v1/imports?format=csv");
    }

    @Test
    void longMappingComesInAForm() {
        sendForm(FITNOTES_MAPPING + " ".repeat(10_000)).then().statusCode(201).body("sets", equalTo(4));
    }

    @Test
    void tooLongMappingIsRefused() {
        sendForm(FITNOTES_MAPPING + " ".repeat(20_000))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/mapping"));
    }

    @Test
    void mappingInAFormIsPointedIntoAsABody() {
        sendForm("{\"date\":{\"colum\":\"Date\"}}")
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].pointer", equalTo("/mapping/date/colum"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|mapping",
                "null|mapping",
                "[]|mapping",
                "{\"date\":3}|mapping/date",
                "{\"a\":1}|mapping/a"
            })
    void whatIsNoMappingIsRefused(String mapping, String pointer) {
        send(FITNOTES, mapping)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo(pointer));
    }

    @Test
    void mappingOfTwoPlacesIsRefused() {
        ada.request()
                .multiPart("file", "a.csv", FITNOTES.getBytes(StandardCharsets.UTF_8), "text/csv")
                .multiPart("mapping", "{}")
                .queryParam("mapping", "{}")
                .post("/api/v1/imports?format=csv")
                .then()
                .statusCode(400)
                .body("detail", containsString("as well"));
    }

    @Test
    void effortIsOneOfTwo() {
        send("""
                        Date,Exercise,Reps,RPE,RIR
                        2026-06-05,Squat,5,8,2
                        2026-06-05,Squat,5,,1.5
                        2026-06-05,Squat,5,,11
                        """, """
                        {"date":{"column":"Date"},"exercise":{"column":"Exercise"},"reps":{"column":"Reps"},
                         "rpe":{"column":"RPE"},"rir":{"column":"RIR"}}
                        """)
                .then()
                .body("sets", equalTo(2))
                .body("skipped[0].reason", equalTo("has repetitions in reserve that are not from 0 to 10 in halves"));
    }
}
