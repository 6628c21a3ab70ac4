package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.PATH;
import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static dev.trainyard.training.load.RecordedLoads.record;
import static dev.trainyard.training.load.RecordedLoads.run;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LoadTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    private TestUser ada;

    @BeforeEach
    void newUser() {
        ada = TestUser.fresh();
    }

    @Test
    void ratiosOfWhoDoesMoreAreThoseOfTheFormulas() {
        record(database, ada, Metric.TRIMP, daysAgo(27), repeated(21, 30));
        record(database, ada, Metric.TRIMP, daysAgo(6), repeated(7, 50));
        JsonPath today = today(Metric.TRIMP);
        assertThat(number(today, "acwrCoupled"), equalTo("1.428571"));
        assertThat(number(today, "acwrUncoupled"), equalTo("1.666667"));
        assertThat(number(today, "acwrEwma"), equalTo("1.249746"));
        assertThat(today.getString("zone"), equalTo("caution"));
        assertThat(number(today, "coverage"), equalTo("1"));
    }

    /** Where the source says 0.43. */
    @Test
    void ratioOfSteadyAthleteIsOne() {
        for (int week = 0; week < 4; week++) {
            for (int day : new int[] {0, 2, 4}) {
                add(database, ada, Metric.SRPE, daysAgo(27 - 7 * week - day), 10.0);
            }
        }
        JsonPath today = today(Metric.SRPE);
        assertThat(number(today, "acwrCoupled"), equalTo("1"));
        assertThat(number(today, "acwrUncoupled"), equalTo("1"));
        assertThat(number(today, "acwrEwma"), equalTo("0.636897"));
    }

    @Test
    void ratioOverRestIsNull() {
        record(database, ada, Metric.TRIMP, daysAgo(27), repeated(21, 0));
        record(database, ada, Metric.TRIMP, daysAgo(6), repeated(7, 10));
        JsonPath today = today(Metric.TRIMP);
        assertThat(number(today, "acwrCoupled"), equalTo("4"));
        assertThat(today.get("acwrUncoupled"), nullValue());
        assertThat(today.getString("reasons.acwrUncoupled"), equalTo("chronic-load-zero"));
    }

    @Test
    void monotonyIsOfDaysAndThePopulation() {
        record(database, ada, Metric.TRIMP, daysAgo(6), 50, 0, 100, 50, 0, 150, 0);
        JsonPath today = today(Metric.TRIMP);
        assertThat(number(today, "monotony"), equalTo("0.935414"));
        assertThat(number(today, "strain"), equalTo("327.395021"));
    }

    @Test
    void monotonyOfTheSameEveryDayIsNull() {
        record(database, ada, Metric.TRIMP, daysAgo(6), repeated(7, 0.1));
        JsonPath today = today(Metric.TRIMP);
        assertThat(
                today.getMap("reasons"),
                equalTo(Map.of(
                        "acwrUncoupled", "no-activity-yet", "monotony", "no-variation", "strain", "no-variation")));
    }

    /** The means would be products too small for the database after so many days. */
    @Test
    void nothingIsLeftAfterDecadesOfRest() {
        add(database, ada, Metric.TRIMP, daysAgo(20_000), 100.0);
        JsonPath today = today(Metric.TRIMP);
        assertThat(number(today, "ctl"), equalTo("0"));
        assertThat(today.getString("reasons.acwrEwma"), equalTo("chronic-load-zero"));
    }

    @Test
    void fitnessFollowsTheLoad() {
        record(database, ada, Metric.LOAD_MILES, daysAgo(41), repeated(42, 100));
        JsonPath today = today(Metric.LOAD_MILES);
        assertThat(number(today, "ctl"), equalTo("63.212056"));
        assertThat(number(today, "atl"), equalTo("99.752125"));
        // 41 days: 100 (1 - e^(-41/42)) - 100 (1 - e^(-41/7)).
        assertThat(number(today, "tsb"), equalTo("-37.388418"));
    }

    @Test
    void activitiesOfADayAddUp() {
        add(database, ada, Metric.TRIMP, daysAgo(0), 30.0);
        add(database, ada, Metric.TRIMP, daysAgo(0), 12.5);
        assertThat(number(today(Metric.TRIMP), "load"), equalTo("42.5"));
    }

    @Test
    void dayWithAnActivityThatHasNoLoadIsNotKnown() {
        add(database, ada, Metric.SRPE, daysAgo(1), 20.0);
        add(database, ada, Metric.SRPE, daysAgo(0), 30.0);
        add(database, ada, Metric.SRPE, daysAgo(0), null);
        JsonPath today = today(Metric.SRPE);
        assertThat(today.get("load"), nullValue());
        assertThat(today.getString("reasons.load"), equalTo("missing-inputs"));
        assertThat(number(today, "acute"), equalTo("20"));
        assertThat(number(today, "coverage"), equalTo("0.035714"));
    }

    @Test
    void gapIsNoRest() {
        record(database, ada, Metric.TRIMP, daysAgo(9), repeated(5, 10));
        markGap(daysAgo(4), daysAgo(2));
        JsonPath days = read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(2));
        assertThat(days.getList("days.load"), contains(null, number("0"), number("0")));
        assertThat(days.getString("days[0].reasons.load"), equalTo("gap"));
        // Of the last seven days four are known: 10, 10, 0 and 0.
        assertThat(days.getList("days.acute").getLast(), equalTo(number("5")));
        assertThat(days.getString("days[2].reasons.monotony"), equalTo("incomplete-week"));
        // What the gap began with.
        assertThat(
                days.getList("days.ctl").getFirst(),
                equalTo(read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(5) + "&to=" + daysAgo(5))
                        .getList("days.ctl")
                        .getFirst()));
    }

    @Test
    void activityInAGapCounts() {
        add(database, ada, Metric.TRIMP, daysAgo(0), 10.0);
        markGap(daysAgo(3), daysAgo(0));
        assertThat(number(today(Metric.TRIMP), "load"), equalTo("10"));
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        add(database, ada, Metric.TRIMP, daysAgo(40), null);
        markGap(daysAgo(39), daysAgo(0));
        JsonPath today = today(Metric.TRIMP);
        assertThat(
                today.getMap("reasons"),
                equalTo(Map.ofEntries(
                        Map.entry("load", "gap"),
                        Map.entry("acute", "no-known-day"),
                        Map.entry("chronic", "no-known-day"),
                        Map.entry("acwrCoupled", "no-known-day"),
                        Map.entry("acwrUncoupled", "no-known-day"),
                        Map.entry("acwrEwma", "no-known-day"),
                        Map.entry("monotony", "incomplete-week"),
                        Map.entry("strain", "incomplete-week"),
                        Map.entry("ctl", "no-known-day"),
                        Map.entry("atl", "no-known-day"),
                        Map.entry("tsb", "no-known-day"),
                        Map.entry("zone", "no-known-day"))));
        assertThat(number(today, "coverage"), equalTo("0"));
    }

    @Test
    void daysBeforeTheFirstActivityHaveNoLoadYet() {
        add(database, ada, Metric.TRIMP, daysAgo(0), 10.0);
        JsonPath days = read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(1));
        assertThat(days.getString("since"), equalTo(daysAgo(0).toString()));
        assertThat(days.getList("days.load"), contains(null, number("10")));
        assertThat(days.getMap("days[0].reasons").values(), everyItem(equalTo("no-activity-yet")));
        assertThat(days.getMap("days[0].reasons").size(), equalTo(Figure.values().length));
        assertThat(
                days.getMap("days[1].reasons"),
                equalTo(Map.of(
                        "acwrUncoupled",
                        "no-activity-yet",
                        "monotony",
                        "no-activity-yet",
                        "strain",
                        "no-activity-yet",
                        "tsb",
                        "no-activity-yet")));
    }

    @Test
    void first28DaysAreWarmUp() {
        add(database, ada, Metric.TRIMP, daysAgo(28), 10.0);
        JsonPath days = read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(1));
        assertThat(days.getList("days.warmingUp"), contains(true, false));
    }

    @Test
    void answerSaysHowItWasMade() {
        ada.request()
                .get(PATH + "?metric=trimp")
                .then()
                .statusCode(200)
                .body("metric", equalTo("trimp"))
                .body("timeZone", equalTo("UTC"))
                .body("since", nullValue())
                .body("policies.gaps", equalTo("excluded-carried@1"))
                .body("policies.missingInputs", equalTo("unknown-day@1"))
                .body("formulas.monotony", equalTo("foster-monotony-days-population@1"))
                .body("formulas.ctl", equalTo("ewma-exp-42@1"))
                .body("note", containsString("Impellizzeri et al. 2020"));
    }

    @Test
    void last28DaysAreShownWhenNoneAreNamed() {
        JsonPath answer = read(Metric.TRIMP, "?metric=trimp");
        assertThat(answer.getString("from"), equalTo(daysAgo(27).toString()));
        assertThat(answer.getString("to"), equalTo(daysAgo(0).toString()));
        assertThat(answer.getList("days"), hasSize(28));
    }

    @Test
    void daysToComeAreLeftOut() {
        add(database, ada, Metric.TRIMP, daysAgo(-1), 10.0);
        JsonPath answer = read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(3) + "&to=" + daysAgo(-3));
        assertThat(answer.getString("to"), equalTo(daysAgo(0).toString()));
        assertThat(answer.getList("days"), hasSize(4));
        assertThat(read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(-2)).getList("days"), empty());
    }

    @Test
    void as366DaysAsMayBeAskedForAreShownFromADayOn() {
        JsonPath answer = read(Metric.TRIMP, "?metric=trimp&from=2020-01-01");
        assertThat(answer.getString("to"), equalTo("2020-12-31"));
        assertThat(answer.getList("days"), hasSize(366));
    }

    @ParameterizedTest
    @CsvSource({"Pacific/Kiritimati", "Pacific/Niue"})
    void todayIsTheAthletes(String zone) {
        run(database, "INSERT INTO athlete (user_id, time_zone) VALUES ('%s', '" + zone + "')", ada);
        JsonPath answer = read(Metric.TRIMP, "?metric=trimp");
        assertThat(answer.getString("timeZone"), equalTo(zone));
        assertThat(
                answer.getString("to"), equalTo(LocalDate.now(ZoneId.of(zone)).toString()));
    }

    @Test
    void restDaysGoOnAfterTheLastActivity() {
        add(database, ada, Metric.TRIMP, daysAgo(60), 100.0);
        read(Metric.TRIMP, "?metric=trimp&from=" + daysAgo(60) + "&to=" + daysAgo(58));
        // As if nobody had come by since.
        run(database, "DELETE FROM load_day WHERE user_id = '%s' AND day > current_date - 58", ada);
        JsonPath today = today(Metric.TRIMP);
        assertThat(number(today, "load"), equalTo("0"));
        // 100 (1 - e^(-1/42)) e^(-60/42).
        assertThat(number(today, "ctl"), equalTo("0.563858"));
        assertThat(today.getString("reasons.zone"), equalTo("chronic-load-zero"));
    }

    @Test
    void activityThatIsGoneIsGoneFromTheFigures() {
        add(database, ada, Metric.TRIMP, daysAgo(20), 100.0);
        add(database, ada, Metric.TRIMP, daysAgo(10), 50.0);
        today(Metric.TRIMP);
        run(database, "DELETE FROM activity_load WHERE user_id = '%s' AND value = 100", ada);
        JsonPath answer = read(Metric.TRIMP, "?metric=trimp");
        assertThat(answer.getString("since"), equalTo(daysAgo(10).toString()));
        run(database, "DELETE FROM activity_load WHERE user_id = '%s'", ada);
        assertThat(read(Metric.TRIMP, "?metric=trimp").get("since"), nullValue());
    }

    @Test
    void metricsAreKeptApart() {
        add(database, ada, Metric.TRIMP, daysAgo(0), 10.0);
        add(database, ada, Metric.SRPE, daysAgo(0), 300.0);
        assertThat(number(today(Metric.TRIMP), "load"), equalTo("10"));
        assertThat(number(today(Metric.SRPE), "load"), equalTo("300"));
        assertThat(today(Metric.EDWARDS).getString("reasons.load"), equalTo("no-activity-yet"));
    }

    @Test
    void strangersLoadIsNotShown() {
        add(database, ada, Metric.TRIMP, daysAgo(0), 10.0);
        today(Metric.TRIMP);
        TestUser.fresh()
                .request()
                .get(PATH + "?metric=trimp")
                .then()
                .body("since", nullValue())
                .body("days.load", everyItem(nullValue()));
    }

    /** What clients send makes figures without anybody else doing anything. */
    @Test
    void recordedActivityIsInTheLoad() {
        ada.sends("{\"type\":\"run\",\"startedAt\":\"%sT00:00:01Z\",\"durationSeconds\":3600,\"rpe\":6}"
                        .formatted(daysAgo(0)))
                .post("/api/v1/activities")
                .then()
                .statusCode(201);
        assertThat(number(today(Metric.SRPE), "load"), equalTo("360"));
        assertThat(today(Metric.TRIMP).getString("reasons.load"), equalTo("missing-inputs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|metric|must be one of trimp, edwards, lucia, srpe, load_miles",
                "?metric=TRIMP|metric|must be one of trimp, edwards, lucia, srpe, load_miles",
                "?metric=trimp&from=2026-02-30|from|must be a date like 2026-03-29, from 1970 to 2100",
                "?metric=trimp&to=1969-12-31|to|must be a date like 2026-03-29, from 1970 to 2100",
                "?metric=trimp&from=2026-03-02&to=2026-03-01|to|must not be before from",
                "?metric=trimp&from=2025-01-01&to=2026-01-02|to|must be at most 366 days from from on",
            })
    void badQuestionIsRefused(String query, String parameter, String detail) {
        ada.request()
                .get(PATH + query)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(parameter))
                .body("violations.detail", contains(detail));
    }

    @Test
    void openApiDescribesLoad() {
        String schema = "paths.'/api/v1/load%s'.%s.responses.'200'.content.'application/json'.schema.$ref";
        RestAssured.given()
                .get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body(schema.formatted("", "get"), endsWith("/LoadView"))
                .body(schema.formatted("/explain", "get"), endsWith("/DayExplanation"))
                .body(schema.formatted("/gaps", "put"), endsWith("/Gaps"))
                .body("components.schemas.Metric.enum", hasItems("trimp", "load_miles"))
                .body("components.schemas.NullReason.enum", hasItems("gap", "chronic-load-zero"))
                .body("components.schemas.DayExplanation.properties.activities.items.$ref", endsWith("/ActivityShare"))
                .body("components.schemas.DayExplanation.properties.days.items.$ref", endsWith("/DayState"));
    }

    @Test
    void nobodyReadsWithoutAToken() {
        RestAssured.given().get(PATH + "?metric=trimp").then().statusCode(401);
    }

    private void markGap(LocalDate from, LocalDate to) {
        ada.sends("{\"gaps\":[{\"from\":\"%s\",\"to\":\"%s\"}]}".formatted(from, to))
                .put(PATH + "/gaps")
                .then()
                .statusCode(200);
    }

    private JsonPath today(Metric metric) {
        JsonPath answer = read(metric, "?metric=" + metric.code() + "&from=" + daysAgo(0));
        assertEquals(1, answer.getList("days").size());
        return answer.setRootPath("days[0]");
    }

    private JsonPath read(Metric metric, String query) {
        JsonPath answer = ada.request()
                .get(PATH + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .using(new io.restassured.path.json.config.JsonPathConfig(NumberReturnType.BIG_DECIMAL));
        assertEquals(metric.code(), answer.getString("metric"));
        return answer;
    }

    private static String number(JsonPath day, String figure) {
        return day.getObject(figure, BigDecimal.class).toPlainString();
    }

    private static Object number(String value) {
        return value.indexOf('.') < 0 ? (Object) Integer.valueOf(value) : new BigDecimal(value);
    }

    private static double[] repeated(int times, double load) {
        return DoubleStream.generate(() -> load).limit(times).toArray();
    }
}
