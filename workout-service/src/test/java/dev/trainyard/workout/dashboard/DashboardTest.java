package dev.trainyard.workout.dashboard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DashboardTest {

    private final TestUser ada = TestUser.fresh();

    private String workoutAt(Instant start) {
        return ada.sends("{\"startedAt\":\"" + start + "\"}")
                .post("/api/v1/workouts")
                .header("Location");
    }

    @Test
    void dashboardAddsUpWhatWasDone() {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "60", 10, ",\"type\":\"warmup\"");
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "110", 3);
        Training.add(ada, workout, "Bench Press", "80", 1);
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .statusCode(200)
                .body("workouts", equalTo(1))
                .body("sets", equalTo(4))
                .body("volume", equalTo(910))
                .body("unit", equalTo("kg"))
                .body("bestE1rm.exercise.name", contains("Squat", "Bench Press"))
                .body("bestE1rm.e1rm.value", contains(121, 80))
                .body("bestE1rm[0].weight", equalTo(110))
                .body("bestE1rm[0].reps", equalTo(3))
                .body("bestE1rm[0].e1rm.formula", equalTo("epley@1"));
    }

    @Test
    void newUserHasAnEmptyDashboard() {
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .statusCode(200)
                .body("workouts", equalTo(0))
                .body("volume", equalTo(0))
                .body("bestE1rm", empty());
    }

    @Test
    void workoutWithoutSetsCounts() {
        Training.start(ada);
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .body("workouts", equalTo(1))
                .body("sets", equalTo(0));
    }

    @Test
    void daysAreCalendarDaysOfTheUsersZone() {
        // The first instant of the day before yesterday in Tokyo, and the one before it.
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Instant first = LocalDate.now(tokyo).minusDays(2).atStartOfDay(tokyo).toInstant();
        Training.finish(ada, workoutAt(first));
        Training.finish(ada, workoutAt(first.minusMillis(1)));

        ada.request()
                .header("Time-Zone", "Asia/Tokyo")
                .get("/api/v1/dashboard?days=3")
                .then()
                .body("from", equalTo(LocalDate.now(tokyo).minusDays(2).toString()))
                .body("to", equalTo(LocalDate.now(tokyo).toString()))
                .body("timeZone", equalTo("Asia/Tokyo"))
                .body("workouts", equalTo(1));
        ada.request()
                .header("Time-Zone", "Asia/Tokyo")
                .get("/api/v1/dashboard?days=4")
                .then()
                .body("workouts", equalTo(2));
    }

    @Test
    void preferencesGiveTheZoneAndTheUnit() {
        ada.sends("{\"timeZone\":\"Pacific/Auckland\",\"weightUnit\":\"lb\"}").put("/api/v1/preferences");
        Training.add(ada, Training.start(ada), "Squat", "100", 1);
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .body("timeZone", equalTo("Pacific/Auckland"))
                .body("unit", equalTo("lb"))
                .body("volume", equalTo(220.4623f));
    }

    @Test
    void everyDayIsThereAlsoAnEmptyOne() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Training.finish(
                ada, workoutAt(today.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant()));
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "60", 5, ",\"type\":\"warmup\"");
        ada.request()
                .get("/api/v1/dashboard?days=3")
                .then()
                .body(
                        "days.day",
                        contains(
                                today.minusDays(2).toString(),
                                today.minusDays(1).toString(),
                                today.toString()))
                .body("days.workouts", contains(1, 0, 1))
                .body("days.sets", contains(0, 0, 2))
                .body("days.volume", contains(0, 0, 500));
    }

    @ParameterizedTest
    @CsvSource({
        // weeks ago in which a workout started, the streak, the longest ever
        "'',0,0",
        "0,1,1",
        "1,1,1",
        "2,0,1",
        "0 1 2,3,3",
        "1 2,2,2",
        "0 2 3 4,1,3",
        "60 61 62 63,0,4"
    })
    void streakCountsWeeksInARowUpToThisOrTheLastOne(String weeksAgo, int weeks, int longest) {
        LocalDate monday = LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (String ago : (Iterable<String>)
                weeksAgo.lines().flatMap(line -> Pattern.compile(" ").splitAsStream(line))::iterator) {
            Training.finish(
                    ada,
                    workoutAt(monday.minusWeeks(Integer.parseInt(ago))
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()));
        }
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .body("streak.weeks", equalTo(weeks))
                .body("streak.longestWeeks", equalTo(longest));
    }

    @Test
    void othersDoNotShow() {
        Training.add(ada, Training.start(ada), "Squat", "100", 1);
        TestUser.fresh().request().get("/api/v1/dashboard").then().body("workouts", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "367", "-1", "ten"})
    void daysOutOfRangeAreRefused(String days) {
        ada.request()
                .queryParam("days", days)
                .get("/api/v1/dashboard")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("days"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "+01:00", "utc'; DROP TABLE workout; --"})
    void unknownTimeZoneIsRefused(String zone) {
        ada.request()
                .header("Time-Zone", zone)
                .get("/api/v1/dashboard")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("Time-Zone"));
    }

    @Test
    void everyTimeZoneThatIsTakenIsKnownToTheDatabase() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            if (!zone.startsWith("SystemV")) {
                ada.request()
                        .header("Time-Zone", zone)
                        .get("/api/v1/dashboard")
                        .then()
                        .statusCode(200);
            }
        }
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/dashboard").then().statusCode(401);
    }
}
