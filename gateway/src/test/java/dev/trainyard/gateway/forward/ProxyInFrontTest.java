package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.stub.Conversation;
import dev.trainyard.gateway.stub.TestTokens;
import dev.trainyard.gateway.stub.WireProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody here comes from an address that is trusted. */
@QuarkusTest
@TestProfile(WireProfile.class)
class ProxyInFrontTest {

    @Test
    void serviceLearnsWhoTheClientIs() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7, 127.0.0.5")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.example.org")
                .header("Forwarded", "for=198.51.100.1")
                .get("/api/v1/workouts/proxied");

        Conversation request = WORKOUT.last("/api/v1/workouts/proxied");
        assertEquals(List.of("203.0.113.7"), request.header("X-Forwarded-For"));
        assertEquals(List.of("https"), request.header("X-Forwarded-Proto"));
        assertEquals(List.of("api.example.org"), request.header("X-Forwarded-Host"));
        assertEquals(List.of(), request.header("Forwarded"));
    }

    @Test
    void proxyThatSaysNothingIsTheClient() {
        given().header("Authorization", "Bearer " + TestTokens.good()).get("/api/v1/workouts/direct");

        assertEquals(
                List.of("127.0.0.1"), WORKOUT.last("/api/v1/workouts/direct").header("X-Forwarded-For"));
    }
}
