package dev.trainyard.workout.catalogue;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CatalogueTest {

    private static final String PATH = "/api/v1/exercises/catalogue";

    private final TestUser ada = TestUser.fresh();
    private final String name = Catalogue.freshName();
    private final String other = Catalogue.freshName();
    private final String alias = Catalogue.freshName();

    @Test
    void administratorAddsAnExercise() {
        Catalogue.post(name, alias)
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("name", equalTo(name))
                .body("primaryMuscles", contains("chest"))
                .body("aliases", contains(alias))
                .body("equipment", nullValue())
                .body("mergedInto", nullValue());
    }

    @Test
    void administratorReplacesAnExercise() {
        String id = Catalogue.add(name, alias);
        Catalogue.replace(id, other)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo(other))
                .body("aliases", empty());
    }

    @Test
    void formerNameIsFreeAgain() {
        String id = Catalogue.add(name, alias);
        Catalogue.replace(id, other);
        Catalogue.post(name, alias).then().statusCode(201);
    }

    @Test
    void replacingNeedsTheVersion() {
        String id = Catalogue.add(name);
        Catalogue.ADMIN
                .sends(Catalogue.draft(other))
                .put(PATH + "/" + id)
                .then()
                .statusCode(428);
        Catalogue.ADMIN
                .sends(Catalogue.draft(other))
                .header("If-Match", "\"7\"")
                .put(PATH + "/" + id)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
    }

    @Test
    void nameThatAnotherHasIsRefused() {
        Catalogue.add(name, alias);
        Catalogue.post(name.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"));
        Catalogue.post(alias).then().statusCode(409);
        Catalogue.post(other, name).then().statusCode(409);
        Catalogue.post(other, alias).then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"name\":\" \",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"]};/name",
                "{\"name\":\"x\",\"category\":\"dance\",\"primaryMuscles\":[\"chest\"]};/category",
                "{\"name\":\"x\",\"category\":\"strength\",\"equipment\":\"sword\",\"primaryMuscles\":[\"chest\"]};/equipment",
                "{\"name\":\"x\",\"category\":\"strength\",\"primaryMuscles\":[\"heart\"]};/primaryMuscles/0",
                "{\"name\":\"x\",\"category\":\"strength\",\"primaryMuscles\":[]};/primaryMuscles",
                "{\"name\":\"x\",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"],\"secondaryMuscles\":[\"chest\"]};/secondaryMuscles/0",
                "{\"name\":\"x\",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"],\"aliases\":[\"X\"]};/aliases/0",
            })
    void whatTheCatalogueHasNoWordForIsRefused(String draft, String pointer) {
        Catalogue.ADMIN.sends(draft).post(PATH).then().statusCode(400).body("violations[0].pointer", equalTo(pointer));
    }

    @Test
    void mergedExerciseLeavesTheListAndComesBack() {
        String source = Catalogue.add(name);
        String target = Catalogue.add(other);
        Catalogue.merge(source, target)
                .then()
                .statusCode(200)
                .body("mergedInto.id", equalTo(target))
                .body("mergedInto.name", equalTo(other));
        ada.request().queryParam("query", name).get(PATH).then().body("items", empty());
        Catalogue.separate(source).then().statusCode(200).body("mergedInto", nullValue());
        ada.request().queryParam("query", name).get(PATH).then().body("items.name", contains(name));
    }

    @Test
    void mergingAgainChangesNothing() {
        String source = Catalogue.add(name);
        String target = Catalogue.add(other);
        Catalogue.merge(source, target);
        Catalogue.merge(source, target).then().statusCode(200).header("ETag", "\"1\"");
        Catalogue.separate(source);
        Catalogue.separate(source).then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void mergeInACircleIsRefused() {
        String one = Catalogue.add(name);
        String two = Catalogue.add(other);
        Catalogue.merge(one, one).then().statusCode(409).body("type", equalTo("urn:problem:merge-cycle"));
        Catalogue.merge(one, two);
        Catalogue.merge(two, one).then().statusCode(409).body("type", equalTo("urn:problem:merge-cycle"));
    }

    @Test
    void mergeOfMergesIsRefused() {
        String one = Catalogue.add(name);
        String two = Catalogue.add(other);
        String three = Catalogue.add(alias);
        Catalogue.merge(one, two);
        Catalogue.merge(two, three).then().statusCode(409).body("type", equalTo("urn:problem:merge-chain"));
        Catalogue.merge(three, one).then().statusCode(409).body("type", equalTo("urn:problem:merge-chain"));
        Catalogue.merge(one, three).then().statusCode(409).body("type", equalTo("urn:problem:merge-chain"));
    }

    @Test
    void whatIsNotThereCannotBeMerged() {
        String one = Catalogue.add(name);
        String absent = "0198c0de-0000-7000-8000-000000000000";
        Catalogue.merge(one, absent).then().statusCode(404);
        Catalogue.merge(absent, one).then().statusCode(404);
        Catalogue.separate(absent).then().statusCode(404);
        ada.request().get(PATH + "/" + absent).then().statusCode(404);
    }

    @Test
    void onlyAdministratorsChangeTheCatalogue() {
        String id = PATH + "/" + Catalogue.add(name);
        String draft = Catalogue.draft(other);
        String merge = "{\"into\":\"0198c0de-0000-7000-8000-000000000000\"}";
        forbidden(Method.POST, PATH, draft);
        forbidden(Method.PUT, id, draft);
        forbidden(Method.POST, id + "/merge", merge);
        forbidden(Method.DELETE, id + "/merge", null);
        forbidden(Method.POST, "/api/v1/exercises:import", "[]");
    }

    private void forbidden(Method method, String path, String body) {
        var request = body == null ? ada.request() : ada.sends(body);
        request.urlEncodingEnabled(false)
                .request(method, path)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:forbidden"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
    }
}
