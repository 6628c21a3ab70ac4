package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.post;
import static dev.trainyard.training.activity.Activities.run;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ActivityBoundsTest {

    /** Values too long to stand in a table of this test. */
    private static final Map<String, String> LONG = Map.of(
            "120 characters", "a".repeat(120),
            "121 characters", "a".repeat(121),
            "255 characters", "a".repeat(255),
            "256 characters", "a".repeat(256),
            "10000 characters", "a".repeat(10_000),
            "10001 characters", "a".repeat(10_001));

    private final TestUser ada = TestUser.fresh();

    /** A run in which {@code field} has the JSON {@code value}. */
    private static String runWith(String field, String value) {
        JsonObject draft = run();
        draft.remove(field);
        String rest = draft.encode().substring(1);
        return "{\"" + field + "\":" + (LONG.containsKey(value) ? "\"" + LONG.get(value) + "\"" : value) + "," + rest;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type                | \"other\"",
                "startedAt           | \"1970-01-01T00:00:00Z\"",
                "durationSeconds     | 1",
                "durationSeconds     | 604800",
                "movingSeconds       | 0",
                "movingSeconds       | 3600",
                "environment         | \"indoor\"",
                "environment         | \"outdoor\"",
                "environment         | \"open_water\"",
                "environment         | null",
                "distanceMeters      | 0",
                "distanceMeters      | 0.01",
                "distanceMeters      | 10000000",
                "distanceMeters      | 1e3",
                "elevationGainMeters | 0",
                "elevationGainMeters | 100000.00",
                "averageHeartRate    | 20",
                "averageHeartRate    | 260",
                "maxHeartRate        | 20",
                "maxHeartRate        | 260",
                "rpe                 | 1",
                "rpe                 | 9.5",
                "rpe                 | 10.0",
                "name                | \"a\"",
                "name                | 120 characters",
                "notes               | \"a\"",
                "notes               | 10000 characters",
                "externalId          | \"a\"",
                "externalId          | 255 characters",
            })
    void valueAtTheBoundIsTaken(String field, String value) {
        ada.sends(runWith(field, value)).post(PATH).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type                | null",
                "type                | \"dance\"",
                "type                | \"RUN\"",
                "type                | 0",
                "startedAt           | null",
                "startedAt           | \"1969-12-31T23:59:59.999999Z\"",
                "startedAt           | \"+1000000000-12-31T23:59:59Z\"",
                "startedAt           | \"2026-03-28\"",
                "startedAt           | \"yesterday\"",
                "startedAt           | 1774683000",
                "startedAt           | 1e400",
                "durationSeconds     | null",
                "durationSeconds     | 0",
                "durationSeconds     | -1",
                "durationSeconds     | 604801",
                "durationSeconds     | 99999999999",
                "durationSeconds     | 1.5",
                "durationSeconds     | \"60\"",
                "startedAt           | \"2100-01-01T00:00:00Z\"",
                "movingSeconds       | -1",
                "movingSeconds       | 3601",
                "movingSeconds       | 1.5",
                "environment         | \"openWater\"",
                "environment         | 1",
                "distanceMeters      | -0.01",
                "distanceMeters      | 10000000.01",
                "distanceMeters      | 1e400",
                "distanceMeters      | 1e2147483647",
                "distanceMeters      | 0e2147483647",
                "distanceMeters      | 0e-2147483647",
                "distanceMeters      | 1e-2147483647",
                "elevationGainMeters | -1",
                "elevationGainMeters | 100000.01",
                "averageHeartRate    | 19",
                "averageHeartRate    | 261",
                "averageHeartRate    | 0",
                "maxHeartRate        | 19",
                "maxHeartRate        | 261",
                "maxHeartRate        | 0",
                "averageHeartRate    | 255",
                "maxHeartRate        | 255",
                "rpe                 | 0.5",
                "rpe                 | 10.5",
                "rpe                 | 7.25",
                "name                | \"\"",
                "name                | 121 characters",
                "name                | true",
                "notes               | \"\"",
                "notes               | 10001 characters",
                "externalId          | \"\"",
                "externalId          | 256 characters",
                "userId              | \"eve\"",
            })
    void valueBeyondTheBoundIsRefusedWithItsPlace(String field, String value) {
        ada.sends(runWith(field, value))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", everyItem(equalTo("body")))
                .body("violations.pointer", everyItem(equalTo("/" + field)));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"1234.565,1234.57", "1234.5649999,1234.56", "0.30000000000000004,0.3"})
    void distanceIsRoundedToTheCentimetre(String sent, float kept) {
        ada.sends(runWith("distanceMeters", sent))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("distanceMeters", equalTo(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0e9", "-0.0", "0.000"})
    void zeroIsZeroHoweverItIsWritten(String zero) {
        ada.sends(runWith("distanceMeters", zero))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("distanceMeters", equalTo(0f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-Infinity", "+1", "01", ".5"})
    void numberThatJsonDoesNotHaveIsRefused(String number) {
        ada.sends(runWith("distanceMeters", number))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-json"));
    }

    @Test
    void startMayBeAlmostADayAhead() {
        Instant soon = Instant.now().plus(Duration.ofHours(23));
        post(ada, run().put("startedAt", soon.toString())).then().statusCode(201);
    }

    @Test
    void startMoreThanADayAheadIsRefused() {
        Instant later = Instant.now().plus(Duration.ofHours(25));
        post(ada, run().put("startedAt", later.toString()))
                .then()
                .statusCode(400)
                .body("violations.pointer", containsInAnyOrder("/startedAt"));
    }

    @Test
    void averageHeartRateMayBeTheMaximum() {
        post(ada, run().put("averageHeartRate", 150).put("maxHeartRate", 150))
                .then()
                .statusCode(201);
    }

    @Test
    void averageHeartRateAboveTheMaximumIsRefused() {
        post(ada, run().put("averageHeartRate", 151).put("maxHeartRate", 150))
                .then()
                .statusCode(400)
                .body("violations.pointer", containsInAnyOrder("/averageHeartRate"))
                .body("violations.detail", containsInAnyOrder("must not be above maxHeartRate"));
    }

    @Test
    void everyInvalidValueIsNamedAtOnce() {
        ada.sends("{\"durationSeconds\":0,\"rpe\":11}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations.pointer", containsInAnyOrder("/type", "/startedAt", "/durationSeconds", "/rpe"));
    }
}
