package dev.trainyard.workout.set;

import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vectors of the formulas, through the API. */
@QuarkusTest
class FormulaTest {

    @ParameterizedTest
    @CsvSource({
        "1,100,usual",
        "3,110,usual",
        "5,116.6667,usual",
        "8,126.6667,usual",
        "10,133.3333,usual",
        "12,140,usual",
        "13,143.3333,low"
    })
    void epley(int reps, double expected, String confidence) {
        TestUser ada = TestUser.fresh();
        var set = Training.add(ada, Training.start(ada), "Squat", "100", reps).jsonPath();
        assertEquals(expected, set.getDouble("e1rm.value"), 1e-4);
        assertEquals(confidence, set.getString("e1rm.confidence"));
    }

    @ParameterizedTest
    @CsvSource({
        "3,110,105.8824,111.6123,108.9797,113.9903,107.1969,107.5",
        "5,116.6667,112.5,117.4619,116.5825,119.0107,113.7089,112.5",
        "8,126.6667,124.1379,123.1144,127.6714,126.2863,125.1092,120",
        "10,133.3333,133.3333,125.8925,134.7467,130.9343,134.0704,125",
        "12,140,144,128.2089,141.4959,135.3985,144.4143,130",
        "1,100,100,100,100,100,100,100"
    })
    void eachFormula(
            int reps,
            double epley,
            double brzycki,
            double lombardi,
            double wathan,
            double mayhew,
            double lander,
            double oconner) {
        assertEquals(
                List.of(epley, brzycki, lombardi, wathan, mayhew, lander, oconner),
                estimates("weight=100&reps=" + reps).getList("estimates.value", Double.class));
    }

    @Test
    void repetitionsInReserveCountAsRepetitions() {
        assertEquals(144, value("weight=100&reps=10&rir=2", "brzycki-rir@1"));
        assertEquals(144, value("weight=100&reps=10&rpe=8", "brzycki-rir@1"));
    }

    @ParameterizedTest
    @CsvSource({"10,5,0.8653", "8,5,0.8124", "10,10,0.7331"})
    void shareByTheCurveOfExertion(String rpe, int reps, double share) {
        double whole = value("weight=100&reps=%d&rpe=%s".formatted(reps, rpe), "rpe-curve@1");
        assertEquals(share, 100 / whole, 1e-4);
    }

    @Test
    void formulaIsNullWithAReasonWhereItIsNotDefined() {
        var estimates = estimates("weight=100&reps=37");
        assertNull(estimates.getString("estimates.find { it.formula == 'brzycki@1' }.value"));
        assertEquals(
                "not defined for that many repetitions",
                estimates.getString("estimates.find { it.formula == 'brzycki@1' }.reason"));
        assertEquals("low", estimates.getString("confidence"));
    }

    @ParameterizedTest
    @CsvSource({
        "reps=5,weight",
        "weight=0&reps=5,weight",
        "weight=x&reps=5,weight",
        "weight=100,reps",
        "weight=100&reps=1.5,reps",
        "weight=100&reps=5&unit=stone,unit",
        "weight=100&reps=5&rpe=11,rpe",
        "weight=100&reps=5&rir=0.3,rir",
        "weight=100&reps=5&rpe=8&rir=2,rir"
    })
    void badQueryIsRefusedByItsName(String query, String parameter) {
        TestUser.fresh()
                .request()
                .get("/api/v1/records/estimate?" + query)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(parameter));
    }

    private static double value(String query, String formula) {
        return estimates(query).getDouble("estimates.find { it.formula == '" + formula + "' }.value");
    }

    private static JsonPath estimates(String query) {
        return TestUser.fresh()
                .request()
                .get("/api/v1/records/estimate?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
