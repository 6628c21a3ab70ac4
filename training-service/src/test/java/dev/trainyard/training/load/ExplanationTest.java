package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.PATH;
import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static dev.trainyard.training.load.RecordedLoads.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ExplanationTest {

    @Inject
    Database database;

    private TestUser ada;

    @BeforeEach
    void newUser() {
        ada = TestUser.fresh();
    }

    @Test
    void traceLeadsFromActivitiesToFigures() {
        record(database, ada, Metric.TRIMP, daysAgo(29), 50, 60);
        record(database, ada, Metric.TRIMP, daysAgo(6), 10, 0, 20);
        add(database, ada, Metric.TRIMP, daysAgo(0), 30.0);
        add(database, ada, Metric.TRIMP, daysAgo(0), 3.0);
        explain(daysAgo(0))
                .statusCode(200)
                .body("day", equalTo(daysAgo(0).toString()))
                .body("metric", equalTo("trimp"))
                .body("since", equalTo(daysAgo(29).toString()))
                .body("activities.value", containsInAnyOrder(30, 3))
                .body("activities.formula", contains("test@1", "test@1"))
                .body("acute.from", equalTo(daysAgo(6).toString()))
                .body("acute.knownDays", equalTo(7))
                .body("acute.sum", equalTo(63))
                .body("acute.mean", equalTo(9))
                .body("chronic.from", equalTo(daysAgo(27).toString()))
                .body("chronic.sum", equalTo(63))
                .body("chronic.mean", equalTo(2.25f))
                .body("chronicBefore.to", equalTo(daysAgo(7).toString()))
                .body("chronicBefore.sum", equalTo(0))
                .body("figures.acwrCoupled", equalTo(4))
                .body("days", hasSize(28))
                .body("days[27].load", equalTo(33))
                .body("recursions.name", contains("ewmaAcute", "ewmaChronic", "ctl", "atl"))
                .body("recursions[0].alpha", equalTo(0.25f))
                .body("recursions[0].load", equalTo(33));
    }

    /** value = alpha * load + (1 - alpha) * previous, on the day after the first. */
    @Test
    void stepOfARecursionCanBeDoneByHand() {
        record(database, ada, Metric.TRIMP, daysAgo(1), 100, 20);
        explain(daysAgo(0))
                .body("recursions[0].previous", equalTo(100))
                .body("recursions[0].value", equalTo(80))
                .body("recursions[3].previous", equalTo(13.31221f))
                .body("recursions[3].value", equalTo(14.202503f));
    }

    @Test
    void activityWithoutALoadIsShownWithItsReason() {
        add(database, ada, Metric.TRIMP, daysAgo(0), null);
        explain(daysAgo(0))
                .body("activities.value", contains(nullValue()))
                .body("activities.reason", contains("no-rpe"))
                .body("figures.reasons.load", equalTo("missing-inputs"))
                .body("acute.mean", nullValue())
                .body("days.reason", contains("missing-inputs"));
    }

    @Test
    void dayBeforeTheFirstActivityHasNothingToExplain() {
        explain(daysAgo(0))
                .statusCode(200)
                .body("figures.reasons.load", equalTo("no-activity-yet"))
                .body("days", empty())
                .body("recursions", empty());
    }

    @Test
    void dayToComeIsRefused() {
        explain(daysAgo(-2))
                .statusCode(400)
                .body("violations.pointer", contains("date"))
                .body(
                        "violations.detail",
                        contains(containsString("must not be after today, " + daysAgo(0) + " in UTC")));
    }

    @ParameterizedTest
    @CsvSource({"?metric=trimp,date", "?metric=trimp&date=today,date", "?date=2026-03-01,metric"})
    void badQuestionIsRefused(String query, String parameter) {
        ada.request()
                .get(PATH + "/explain" + query)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(parameter));
    }

    private ValidatableResponse explain(LocalDate day) {
        return ada.request().get(PATH + "/explain?metric=trimp&date=" + day).then();
    }
}
