package dev.trainyard.workout.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue as it comes with the service. What other tests add has ids of other kinds. */
@QuarkusTest
class FilledCatalogueTest {

    // Ids made of names are of version 3 or whatever; those that the database makes are of version 7.
    private static final String OURS = "id = md5('trainyard master exercise ' || name)::uuid";

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private List<String> texts(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout");
            List<String> texts = new ArrayList<>();
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    @Test
    void hasTheCommonExercises() throws Exception {
        assertThat(texts("SELECT name FROM master_exercise WHERE " + OURS).size(), greaterThanOrEqualTo(150));
    }

    @Test
    void eachTrainsAMuscleFirst() throws Exception {
        assertEquals(
                List.of(),
                texts(
                        "SELECT name FROM master_exercise m WHERE " + OURS
                                + " AND NOT EXISTS (SELECT FROM master_exercise_muscle WHERE master_exercise_id = m.id AND role = 'primary')"));
    }

    @Test
    void noAliasIsTheNameOfAnother() throws Exception {
        assertEquals(
                List.of(),
                texts(
                        "SELECT alias FROM master_exercise_alias WHERE name_key IN (SELECT name_key FROM master_exercise)"));
    }

    /** What a real export of Strong has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bent Over Row (Barbell)",
                "Bicep Curl (Barbell)",
                "Bicep Curl (Dumbbell)",
                "Calf Press on Seated Leg Press",
                "Chest Press (Machine)",
                "Glute Kickback (Machine)",
                "Kettlebell Carry",
                "Lat Pulldown (Cable)",
                "Lat Pulldown (Machine)",
                "Leg Extension (Machine)",
                "Leg Press",
                "Pec Deck (Machine)",
                "Pull Up (Assisted)",
                "Seated Leg Curl (Machine)",
                "Seated Row (Cable)",
                "Shoulder Press (Machine)",
                "Squat (Barbell)",
                "Squat (Dumbbell)",
                "Triceps Extension (Cable)"
            })
    void namesOfStrongAreKnown(String name) {
        ada.request()
                .queryParam("name", name)
                .get("/api/v1/exercises/resolve")
                .then()
                .statusCode(200)
                .body("master", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "OHP,Overhead Press (Barbell)",
        "rdl,Romanian Deadlift (Barbell)",
        "BSS,Bulgarian Split Squat (Dumbbell)",
        "Pull-up,Pull Up"
    })
    void shortNamesAreKnown(String name, String meant) {
        ada.request()
                .queryParam("name", name)
                .get("/api/v1/exercises/resolve")
                .then()
                .body("master.name", equalTo(meant))
                .body("reason", equalTo("alias"));
    }

    @Test
    void exerciseIsShownWithItsMusclesAndNames() {
        String squat = ada.request()
                .queryParam("name", "squat")
                .get("/api/v1/exercises/resolve")
                .path("master.id");
        ada.request()
                .get("/api/v1/exercises/catalogue/" + squat)
                .then()
                .statusCode(200)
                .body("name", equalTo("Squat (Barbell)"))
                .body("category", equalTo("strength"))
                .body("equipment", equalTo("barbell"))
                .body("mechanic", equalTo("compound"))
                .body("force", equalTo("push"))
                .body("level", equalTo("intermediate"))
                .body("primaryMuscles", contains("quadriceps"))
                .body("secondaryMuscles", contains("adductors", "glutes", "hamstrings", "lower back"))
                .body("aliases", hasItems("Squat", "Back Squat"));
    }

    @Test
    void catalogueIsSearchedByNameAliasMuscleAndEquipment() {
        ada.request()
                .queryParam("query", "MILITARY")
                .queryParam("muscle", "shoulders")
                .queryParam("equipment", "barbell")
                .get("/api/v1/exercises/catalogue")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("Overhead Press (Barbell)"))
                .body("items.equipment.unique()", contains("barbell"));
    }

    @Test
    void wildcardsAreTakenAsTheyAreWritten() {
        ada.request()
                .queryParam("query", "%_%")
                .get("/api/v1/exercises/catalogue")
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void pagesFollowOneAnotherByName() {
        var first = ada.request().queryParam("limit", 3).get("/api/v1/exercises/catalogue");
        List<String> names = first.path("items.name");
        List<String> more = ada.request()
                .queryParam("limit", 3)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/exercises/catalogue")
                .path("items.name");
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        assertEquals(texts6(), all.stream().toList());
    }

    private List<String> texts6() {
        return ada.request()
                .queryParam("limit", 6)
                .get("/api/v1/exercises/catalogue")
                .path("items.name");
    }

    @ParameterizedTest
    @CsvSource({"muscle,heart", "equipment,sword"})
    void unknownWordIsRefused(String parameter, String value) {
        ada.request()
                .queryParam(parameter, value)
                .get("/api/v1/exercises/catalogue")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(parameter));
    }
}
