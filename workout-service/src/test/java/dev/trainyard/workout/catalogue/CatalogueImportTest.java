package dev.trainyard.workout.catalogue;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueImportTest {

    private final String name = Catalogue.freshName();
    private final String known = Catalogue.freshName();

    /** As free-exercise-db writes it. */
    private static String item(String name, String primary, String secondary) {
        return """
            {"name": "%s", "force": "pull", "level": "beginner", "mechanic": "compound", "equipment": "body only",
             "primaryMuscles": [%s], "secondaryMuscles": [%s], "instructions": ["Lie down.", "Get up."],
             "category": "strength", "images": ["a/0.jpg"], "id": "a"}
            """.formatted(name, primary, secondary);
    }

    private static Response send(String... items) {
        return Catalogue.ADMIN
                .sends("[" + String.join(",", items) + "]")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:import");
    }

    private static Response find(String name) {
        return Catalogue.ADMIN.request().queryParam("query", name).get("/api/v1/exercises/catalogue");
    }

    @Test
    void newExerciseIsAdded() {
        send(item(name, "\"abdominals\"", "\"glutes\",\"abdominals\""))
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(false))
                .body("added", equalTo(1))
                .body("existing", equalTo(0))
                .body("skipped", empty());
        find(name)
                .then()
                .body("items.name", contains(name))
                .body("items[0].equipment", equalTo("body only"))
                .body("items[0].primaryMuscles", contains("abdominals"))
                .body("items[0].secondaryMuscles", contains("glutes"));
    }

    @Test
    void sameListAgainChangesNothing() {
        send(item(name, "\"abdominals\"", "\"glutes\""));
        send(item(name, "\"abdominals\"", "\"glutes\""))
                .then()
                .body("added", equalTo(0))
                .body("existing", equalTo(1))
                .body("completed", equalTo(0));
    }

    @Test
    void knownExerciseKeepsWhatItSaysAndGetsWhatItLacks() {
        Catalogue.add(known, name);
        send(item(name.toUpperCase(Locale.ROOT), "\"abdominals\"", "\"chest\""))
                .then()
                .body("added", equalTo(0))
                .body("existing", equalTo(1))
                .body("completed", equalTo(1));
        find(known)
                .then()
                .body("items.name", contains(known))
                .body("items[0].category", equalTo("strength"))
                .body("items[0].force", equalTo("pull"))
                .body("items[0].primaryMuscles", contains("chest"))
                .body("items[0].secondaryMuscles", contains("abdominals"));
    }

    @Test
    void dryRunTellsAndKeepsNothing() {
        Catalogue.ADMIN
                .sends("[" + item(name, "\"abdominals\"", "") + "]")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:import?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("added", equalTo(1));
        find(name).then().body("items", empty());
    }

    @Test
    void whatCannotBeTakenIsNamedAndTheRestTaken() {
        send(
                        "{\"name\":\"\",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"]}",
                        item(known, "\"heart\"", ""),
                        item(name, "\"abdominals\"", ""),
                        item(name, "\"chest\"", ""),
                        "17",
                        "{\"name\":\"x\",\"category\":\"dance\",\"primaryMuscles\":[\"chest\"]}",
                        "{\"name\":\"x\",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"],\"level\":3}")
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("skipped.index", contains(0, 1, 3, 4, 5, 6))
                .body("skipped[1].name", equalTo(known))
                .body("skipped[1].reason", containsString("primaryMuscles"))
                .body("skipped[2].reason", equalTo("the list has this name before"))
                .body("skipped[4].reason", containsString("category"))
                .body("skipped[5].reason", containsString("level"));
    }

    @Test
    void whatIsNoListIsRefused() {
        Catalogue.ADMIN
                .sends("{}")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:import")
                .then()
                .statusCode(400);
        Catalogue.ADMIN
                .sends("[")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:import")
                .then()
                .statusCode(400);
        Catalogue.ADMIN
                .sends("[]")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:import?dryRun=maybe")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("dryRun"));
    }
}
