package dev.trainyard.workout.plate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class GymTest {

    private static final String HOME = "{\"bar\":{\"weight\":20,\"unit\":\"kg\"},\"plates\":["
            + "{\"weight\":5,\"unit\":\"kg\",\"pairs\":1},{\"weight\":20,\"unit\":\"kg\",\"pairs\":2}]}";

    private final TestUser ada = TestUser.fresh();

    @Test
    void gymIsReadBackWithItsPlatesHeaviestFirst() {
        ada.sends(HOME).put("/api/v1/preferences/gyms/home").then().statusCode(200);
        ada.request()
                .get("/api/v1/preferences/gyms/HOME")
                .then()
                .statusCode(200)
                .body("name", equalTo("home"))
                .body("bar.weight", equalTo(20))
                .body("plates.weight", contains(20, 5))
                .body("plates.pairs", contains(2, 1));
    }

    @Test
    void puttingAGymAgainReplacesItsPlates() {
        ada.sends(HOME).put("/api/v1/preferences/gyms/home");
        ada.sends("{\"bar\":{\"weight\":45,\"unit\":\"lb\"},\"plates\":[]}").put("/api/v1/preferences/gyms/Home");
        ada.request()
                .get("/api/v1/preferences/gyms")
                .then()
                .body("items.name", contains("Home"))
                .body("items[0].bar.weight", equalTo(45))
                .body("items[0].bar.unit", equalTo("lb"))
                .body("items[0].plates", empty());
    }

    @Test
    void listIsByNamePageByPage() {
        for (String name : new String[] {"club", "attic", "barn"}) {
            ada.sends(HOME).put("/api/v1/preferences/gyms/" + name);
        }
        var first = ada.request().queryParam("limit", 2).get("/api/v1/preferences/gyms");
        first.then().body("items.name", contains("attic", "barn"));
        ada.request()
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/preferences/gyms")
                .then()
                .body("items.name", contains("club"))
                .body("next", nullValue());
    }

    @Test
    void deletedGymIsGone() {
        ada.sends(HOME).put("/api/v1/preferences/gyms/home");
        ada.request().delete("/api/v1/preferences/gyms/home").then().statusCode(204);
        ada.request().get("/api/v1/preferences/gyms/home").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'plates':[]}|/bar",
                "{'bar':{'weight':-1,'unit':'kg'},'plates':[]}|/bar/weight",
                "{'bar':{'weight':100.1,'unit':'kg'},'plates':[]}|/bar/weight",
                "{'bar':{'weight':20},'plates':[]}|/bar/unit",
                "{'bar':{'weight':20,'unit':'kg'}}|/plates",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':0,'unit':'kg','pairs':1}]}|/plates/0/weight",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':221,'unit':'lb','pairs':1}]}|/plates/0/weight",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':5,'unit':'kg','pairs':0}]}|/plates/0/pairs",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':5,'unit':'kg','pairs':21}]}|/plates/0/pairs",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':5,'unit':'kg','pairs':1},{'weight':5.0,'unit':'kg','pairs':1}]}|/plates/1",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':1,'unit':'kg','pairs':20},{'weight':2,'unit':'kg','pairs':20},{'weight':3,'unit':'kg','pairs':20},{'weight':4,'unit':'kg','pairs':1}]}|/plates",
                "{'bar':{'weight':20,'unit':'kg'},'plates':[{'weight':1,'unit':'kg','pairs':9},{'weight':1.0001,'unit':'lb','pairs':9},{'weight':1.01,'unit':'lb','pairs':9},{'weight':1.1,'unit':'lb','pairs':9},{'weight':11,'unit':'lb','pairs':9}]}|/plates"
            })
    void gymOutOfBoundsIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .put("/api/v1/preferences/gyms/home")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
    }

    @Test
    void nameIsBounded() {
        ada.sends(HOME)
                .put("/api/v1/preferences/gyms/" + "n".repeat(61))
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("path"))
                .body("violations[0].pointer", equalTo("name"));
    }

    @Test
    void barIsLoadedFromTheOnlyGym() {
        ada.sends(HOME).put("/api/v1/preferences/gyms/home");
        ada.sends("{\"targets\":[{\"weight\":60,\"unit\":\"kg\"},{\"weight\":71,\"unit\":\"kg\"}]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(200)
                .body("bar.weight", equalTo(20))
                .body("moves", equalTo(2))
                .body("formula", equalTo("fewest-plate-changes@1"))
                .body("sets.exact", contains(true, false))
                .body("sets.load.weight", contains(60, 70))
                .body("sets[1].below.weight", equalTo(70))
                .body("sets[1].above.weight", equalTo(100))
                .body("sets[1].plates.weight", contains(20, 5))
                .body("sets[1].putOn.weight", contains(5))
                .body("sets[1].takeOff", empty());
    }

    @Test
    void barIsLoadedFromGivenEquipment() {
        ada.sends("{\"equipment\":" + HOME + ",\"targets\":[{\"weight\":220.4623,\"unit\":\"lb\"}]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(200)
                .body("sets[0].load.weight", equalTo(220.4623f))
                .body("sets[0].exact", equalTo(false));
    }

    @Test
    void withoutAGymThereIsNothingToLoadFrom() {
        ada.sends("{\"targets\":[{\"weight\":60,\"unit\":\"kg\"}]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'targets':[]}|/targets",
                "{'targets':[{'weight':-1,'unit':'kg'}]}|/targets/0/weight",
                "{'targets':[{'weight':2001,'unit':'kg'}]}|/targets/0/weight",
                "{'gym':'home','equipment':{'bar':{'weight':20,'unit':'kg'},'plates':[]},'targets':[{'weight':1,'unit':'kg'}]}|/equipment",
                "{'equipment':{'bar':{'weight':200,'unit':'kg'},'plates':[]},'targets':[{'weight':1,'unit':'kg'}]}|/equipment/bar/weight"
            })
    void loadOutOfBoundsIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
    }

    @Test
    void loadedBarIsWeighedInBothUnits() {
        ada.sends(HOME)
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:weigh")
                .then()
                .statusCode(200)
                .body("kilograms", equalTo(110))
                .body("pounds", equalTo(242.5085f));
    }

    @Test
    void othersFindNothing() {
        ada.sends(HOME).put("/api/v1/preferences/gyms/home");
        OtherUsers.findNothingAt(ada, "/api/v1/preferences/gyms/home", Access.get(), Access.delete());
        TestUser.fresh()
                .sends("{\"gym\":\"home\",\"targets\":[{\"weight\":60,\"unit\":\"kg\"}]}")
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(404);
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/preferences/gyms").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .urlEncodingEnabled(false)
                .post("/api/v1/preferences/plates:load")
                .then()
                .statusCode(401);
    }
}
