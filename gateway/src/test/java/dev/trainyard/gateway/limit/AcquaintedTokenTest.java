package dev.trainyard.gateway.limit;

import static io.restassured.RestAssured.given;

import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens are checked anew now and then, which must not make strangers of those who have them. */
@QuarkusTest
@TestProfile(AcquaintedTokenTest.Forgetful.class)
class AcquaintedTokenTest {

    /** A gateway that checks a token with each request, and lets an address ask three times. */
    public static final class Forgetful implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "trainyard.gateway.limits.address", "3/1D",
                    "trainyard.identity.remembered-for", "PT0S");
        }
    }

    @Test
    void whoWasKnownIsNotRefusedForWhatStrangersDoAtTheAddress() {
        String token = TestTokens.good();
        get(token, 200);
        given().get("/api/v1/workouts").then().statusCode(401);
        given().get("/api/v1/workouts").then().statusCode(401);
        given().get("/api/v1/workouts").then().statusCode(429);

        get(token, 200);
    }

    private static void get(String token, int status) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/workouts")
                .then()
                .statusCode(status);
    }
}
