package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestTokens;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class IdentityTest {

    static Stream<Arguments> badTokens() throws Exception {
        String none = base64("{\"alg\":\"none\"}") + "."
                + base64("{\"sub\":\"ada\",\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"" + TestTokens.AUDIENCE
                        + "\",\"exp\":" + Instant.now().plusSeconds(600).getEpochSecond() + "}")
                + ".";
        String stranger = TestTokens.claims("ada")
                .jws()
                .sign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        return Stream.of(
                Arguments.of("garbage", "garbage"),
                Arguments.of("empty", ""),
                Arguments.of("alg none", none),
                Arguments.of("another key", stranger),
                Arguments.of("a shared secret", TestTokens.claims("ada").signWithSecret("a".repeat(64))),
                Arguments.of(
                        "another issuer",
                        TestTokens.sign(TestTokens.claims("ada").issuer("https://evil.test"))),
                Arguments.of(
                        "another audience",
                        TestTokens.sign(TestTokens.claims("ada").audience("other"))),
                Arguments.of(
                        "expired",
                        TestTokens.sign(TestTokens.claims("ada")
                                .issuedAt(Instant.now().minusSeconds(100))
                                .expiresAt(Instant.now().minusSeconds(60)))),
                Arguments.of(
                        "no subject",
                        TestTokens.sign(Jwt.issuer(TestTokens.ISSUER)
                                .audience(TestTokens.AUDIENCE)
                                .expiresIn(Duration.ofMinutes(1)))),
                Arguments.of("blank subject", TestTokens.of(" ")),
                Arguments.of("100 KB", "a".repeat(12_000)));
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badTokenIsRefused(String name, String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/notes")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void noTokenIsRefused() {
        given().get("/api/v1/notes").then().statusCode(401).body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void refusedRequestStoresNothing() {
        given().contentType("application/json")
                .body("{\"title\":\"a\"}")
                .post("/api/v1/notes")
                .then()
                .statusCode(401);
    }

    @Test
    void roleThatLacksIsForbidden() {
        TestUser.fresh("user")
                .request()
                .get("/api/v1/notes/admin")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:forbidden"));
        TestUser.fresh("admin").request().get("/api/v1/notes/admin").then().statusCode(200);
    }

    @Test
    void methodThatSaysNothingAboutItsCallersIsClosed() {
        TestUser.fresh("admin")
                .request()
                .post("/api/v1/uploads/forgotten")
                .then()
                .statusCode(403);
    }

    @Test
    void othersFindNothing() {
        TestUser ada = TestUser.fresh();
        String note = ada.sends("{\"title\":\"mine\"}").post("/api/v1/notes").header("Location");
        OtherUsers.findNothingAt(ada, note, Access.get(), Access.delete());
    }

    @Test
    void goodTokenIsGoodAgain() {
        TestUser ada = TestUser.fresh();
        ada.request().get("/api/v1/notes").then().statusCode(200);
        ada.request().get("/api/v1/notes").then().statusCode(200);
    }
}
