package dev.trainyard.workout.resolution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.catalogue.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ResolveTest {

    private final TestUser ada = TestUser.fresh();
    private final String name = Catalogue.freshName();
    private final String alias = Catalogue.freshName();

    private ValidatableResponse resolve(String wanted) {
        return ada.request()
                .queryParam("name", wanted)
                .get("/api/v1/exercises/resolve")
                .then()
                .statusCode(200);
    }

    private String make(String wanted) {
        return ada.sends("{\"name\":\"" + wanted + "\"}")
                .post("/api/v1/exercises")
                .path("id");
    }

    private void link(String exercise, String master) {
        ada.sends("{\"masterExerciseId\":\"" + master + "\"}")
                .put("/api/v1/exercise-links/" + exercise)
                .then()
                .statusCode(200);
    }

    @Test
    void nameOfTheCatalogueDecides() {
        String master = Catalogue.add(name);
        resolve(name)
                .body("name", equalTo(name))
                .body("exercise", nullValue())
                .body("master.id", equalTo(master))
                .body("reason", equalTo("name"))
                .body("explanation", equalTo("The catalogue knows this name as " + name + "."))
                .body("score", nullValue())
                .body("candidates", empty());
    }

    @Test
    void aliasDecidesForAnExerciseOfTheUsers() {
        String mine = make(alias);
        String master = Catalogue.add(name, alias);
        resolve(alias)
                .body("exercise.id", equalTo(mine))
                .body("master.id", equalTo(master))
                .body("reason", equalTo("alias"))
                .body("explanation", equalTo("It is another name of " + name + " in the catalogue."));
    }

    @Test
    void linkOutdoesTheName() {
        Catalogue.add(alias);
        String meant = Catalogue.add(name);
        link(make(alias), meant);
        resolve(alias)
                .body("master.id", equalTo(meant))
                .body("reason", equalTo("link"))
                .body("explanation", equalTo("You linked " + alias + " to " + name + "."));
    }

    @Test
    void similarityOnlySuggests() {
        resolve("Barbel Bench Pres")
                .body("master", nullValue())
                .body("reason", equalTo("similarity"))
                .body("candidates[0].master.name", equalTo("Bench Press (Barbell)"))
                .body("candidates.size()", equalTo(5))
                .body("score", greaterThan(0.6f))
                .body(
                        "explanation",
                        equalTo("It may be Bench Press (Barbell), which is called much the same; link them if it is."));
    }

    @Test
    void nameThatNobodyKnowsStandsForNothing() {
        resolve(name)
                .body("exercise", nullValue())
                .body("master", nullValue())
                .body("reason", equalTo("none"))
                .body("candidates", empty())
                .body("explanation", equalTo("Neither you nor the catalogue has an exercise of this name."));
    }

    @Test
    void exerciseOfTheUsersOwnStandsForItself() {
        String mine = make(name);
        resolve(name)
                .body("exercise.id", equalTo(mine))
                .body("reason", equalTo("none"))
                .body("explanation", equalTo("It is an exercise of your own."));
    }

    @Test
    void userReadsWhatTheyWrote() {
        String master = Catalogue.add(Catalogue.freshName());
        String mine = make(name);
        for (int i = 0; i < 10; i++) {
            resolve(name).body("master", nullValue());
            link(mine, master);
            resolve(name).body("master.id", equalTo(master));
            ada.request().delete("/api/v1/exercise-links/" + mine);
        }
    }

    @Test
    void administratorReadsWhatTheyWrote() {
        resolve(name).body("master", nullValue());
        String master = Catalogue.add(name);
        resolve(name).body("master.id", equalTo(master));
        Catalogue.replace(master, alias);
        resolve(name).body("master", nullValue());
    }

    @Test
    void mergeMovesLinksNamesAndAliasesAndItsUndoBringsThemBack() {
        String linked = Catalogue.freshName();
        String late = Catalogue.freshName();
        String source = Catalogue.add(name, alias);
        String target = Catalogue.add(Catalogue.freshName());
        link(make(linked), source);
        make(alias);
        Catalogue.merge(source, target);
        // What comes while it is merged: a link to each.
        String toSource = make(late);
        link(toSource, source);
        String toTarget = Catalogue.freshName();
        link(make(toTarget), target);
        for (String moved : List.of(name, alias, linked, late, toTarget)) {
            resolve(moved).body("master.id", equalTo(target));
        }
        Catalogue.separate(source);
        for (String back : List.of(name, alias, linked, late)) {
            resolve(back).body("master.id", equalTo(source));
        }
        resolve(toTarget).body("master.id", equalTo(target));
    }

    @Test
    void manyNamesAreResolvedAtOnceInTheirOrder() {
        String master = Catalogue.add(name, alias);
        String mine = Catalogue.freshName();
        make(mine);
        ada.sends("{\"names\":[\"%s\",\" %s \",\"%s\",\"%s\"]}".formatted(alias, mine, name, alias))
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(200)
                .body("resolved", equalTo(3))
                .body("items.name", contains(alias, mine, name, alias))
                .body("items.reason", contains("alias", "none", "name", "alias"))
                .body("items.master.id", contains(master, master, master))
                .body("items[1].master", nullValue())
                .body("items[1].exercise.name", equalTo(mine));
    }

    @Test
    void thousandNamesAreTheMost() {
        String names = String.join(",", Collections.nCopies(1000, "\"Squat\""));
        ada.sends("{\"names\":[" + names + "]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(200)
                .body("items", hasSize(1000));
        ada.sends("{\"names\":[" + names + ",\"Squat\"]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/names"));
    }

    @Test
    void whatIsNoNameIsNamed() {
        ada.sends("{\"names\":[\"Squat\",\" \"]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/names/1"));
        ada.request().get("/api/v1/exercises/resolve").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"names\":[]}", "{\"names\":[null]}", "{\"names\":\"Squat\"}"})
    void whatIsNoListOfNamesIsRefused(String body) {
        ada.sends(body)
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(400);
    }

    @Test
    void exercisesOfOthersDoNotShow() {
        String master = Catalogue.add(Catalogue.freshName());
        link(make(name), master);
        TestUser.fresh()
                .request()
                .queryParam("name", name)
                .get("/api/v1/exercises/resolve")
                .then()
                .body("exercise", nullValue())
                .body("master", nullValue());
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/exercises/resolve?name=Squat").then().statusCode(401);
        given().contentType("application/json")
                .body("{\"names\":[\"Squat\"]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/exercises:resolve")
                .then()
                .statusCode(401);
    }
}
