package dev.trainyard.training.oauth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class ProviderTest {

    private static final String PROVIDERS = "/api/v1/tokens/providers";

    FakeProvider provider;

    private final TestUser ada = TestUser.fresh();

    @Test
    void allProvidersAreListed() {
        ada.request()
                .get(PROVIDERS)
                .then()
                .statusCode(200)
                .body("items.name", hasItems("fake", "off", "strava", "whoop"))
                .body("items.find { it.name == 'fake' }.configured", equalTo(true))
                .body("items.find { it.name == 'fake' }.connected", equalTo(false))
                .body("items.find { it.name == 'fake' }.expiresAt", nullValue())
                .body("items.find { it.name == 'off' }.configured", equalTo(false))
                .body("items.find { it.name == 'strava' }.configured", equalTo(false));
    }

    @Test
    void connectionIsItsUsersAlone() {
        Connections.save(ada, "fake", provider.account(), Duration.ofHours(6));
        ada.request().get(PROVIDERS).then().body("items.find { it.name == 'fake' }.connected", equalTo(true));
        TestUser.fresh()
                .request()
                .get(PROVIDERS)
                .then()
                .body("items.find { it.name == 'fake' }.connected", equalTo(false));
    }

    @Test
    void callersAreKnown() {
        RestAssured.get(PROVIDERS).then().statusCode(401);
    }
}
