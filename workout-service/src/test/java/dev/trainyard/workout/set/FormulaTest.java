package dev.trainyard.workout.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vectors of Epley's formula, through the API. */
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
}
