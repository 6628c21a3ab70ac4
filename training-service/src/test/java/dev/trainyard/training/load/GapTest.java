package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.PATH;
import static dev.trainyard.training.load.RecordedLoads.count;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class GapTest {

    private static final String GAPS = PATH + "/gaps";
    private static final String CHANGES = "SELECT count(*) FROM load_change WHERE user_id = '%s'";

    @Inject
    Database database;

    private TestUser ada;

    @BeforeEach
    void newUser() {
        ada = TestUser.fresh();
    }

    @Test
    void gapsAreShownOldestFirst() {
        put("""
                {"gaps":[{"from":"2026-03-01","to":"2026-03-04"},{"from":"2026-01-01","to":"2026-01-01","note":"Ill"}]}""").statusCode(200).body("gaps.from", contains("2026-01-01", "2026-03-01"));
        ada.request()
                .get(GAPS)
                .then()
                .statusCode(200)
                .body("gaps.from", contains("2026-01-01", "2026-03-01"))
                .body("gaps.to", contains("2026-01-01", "2026-03-04"))
                .body("gaps.note", contains("Ill", null));
    }

    @Test
    void listReplacesTheOneBefore() {
        put(
                "{\"gaps\":[{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\"},{\"from\":\"2026-04-01\",\"to\":\"2026-04-01\"}]}");
        put("{\"gaps\":[{\"from\":\"2026-03-01\",\"to\":\"2026-03-02\"}]}");
        ada.request().get(GAPS).then().body("gaps.to", contains("2026-03-02"));
        put("{\"gaps\":[]}");
        ada.request().get(GAPS).then().body("gaps", empty());
    }

    @Test
    void listThatSaysTheSameChangesNothing() {
        put("{\"gaps\":[{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\"}]}");
        long changes = count(database, CHANGES, ada);
        put("{\"gaps\":[{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\",\"note\":\"Another note\"}]}");
        assertThat(count(database, CHANGES, ada), equalTo(changes));
        ada.request().get(GAPS).then().body("gaps.note", contains("Another note"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/gaps|must not be null",
                "{\"gaps\":[null]}|/gaps/0|must not be null",
                "{\"gaps\":[{\"to\":\"2026-03-04\"}]}|/gaps/0/from|must not be null",
                "{\"gaps\":[{\"from\":\"2026-03-04\",\"to\":\"2026-03-03\"}]}|/gaps/0/to|must be a date from from to 2100",
                "{\"gaps\":[{\"from\":\"2026-03-04\",\"to\":\"2101-01-01\"}]}|/gaps/0/to|must be a date from from to 2100",
                "{\"gaps\":[{\"from\":\"1969-12-31\",\"to\":\"2026-03-03\"}]}|/gaps/0/from|must be a date from 1970 to 2100",
                "{\"gaps\":[{\"from\":\"2026-03-04\",\"to\":\"2026-03-05\"},{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\"}]}|/gaps/0/from|must not be in another gap",
                "{\"gaps\":[{\"from\":\"2026-03-04\",\"to\":\"2026-03-04\",\"note\":\"\"}]}|/gaps/0/note|size must be between 1 and 500",
            })
    void badGapIsRefused(String body, String pointer, String detail) {
        put(body)
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer))
                .body("violations.detail", contains(detail));
        ada.request().get(GAPS).then().body("gaps", empty());
    }

    @Test
    void moreThan500GapsAreRefused() {
        String gap = "{\"from\":\"2026-03-04\",\"to\":\"2026-03-04\"}";
        put("{\"gaps\":[" + String.join(",", Collections.nCopies(501, gap)) + "]}")
                .statusCode(400)
                .body("violations.pointer", contains("/gaps"));
    }

    @Test
    void malformedGapsAreRefused() {
        put("{\"gaps\":[{\"from\":\"yesterday\",\"to\":\"2026-03-03\"}]}")
                .statusCode(400)
                .body("violations.pointer", contains("/gaps/0/from"));
    }

    @Test
    void strangersGapsStayAsTheyAre() {
        put("{\"gaps\":[{\"from\":\"2026-03-01\",\"to\":\"2026-03-04\"}]}");
        TestUser eve = TestUser.fresh();
        eve.request().get(GAPS).then().body("gaps", empty());
        eve.sends("{\"gaps\":[]}").put(GAPS).then().statusCode(200);
        ada.request().get(GAPS).then().body("gaps.from", contains("2026-03-01"));
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        RestAssured.given().get(GAPS).then().statusCode(401);
    }

    private ValidatableResponse put(String body) {
        return ada.sends(body).put(GAPS).then();
    }
}
