package dev.trainyard.training.activityload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.training.activityload.SqlLoads.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every vector holds for what is explained and for what is stored, and everywhere else the two are the same. */
@QuarkusTest
class LoadFormulaTest {

    private static final double EXACT = 1e-4;

    @InjectDatabase
    EmbeddedDatabase database;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connectAs("training_app");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private static ExplainedLoad explained(LoadInput input, LoadMetric metric) {
        return ActivityLoadExplanation.of(UUID.randomUUID(), input).loads().stream()
                .filter(load -> load.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private void loadIs(double expected, LoadMetric metric, LoadInput input) throws SQLException {
        assertEquals(expected, explained(input, metric).value().doubleValue(), EXACT, "explained");
        assertEquals(expected, SqlLoads.of(connection, input).get(metric).value(), EXACT, "stored");
    }

    private void loadIsMissing(String reason, LoadMetric metric, LoadInput input) throws SQLException {
        ExplainedLoad explained = explained(input, metric);
        assertNull(explained.value());
        assertEquals(reason, explained.reason(), "explained");
        assertEquals(new Outcome(null, reason), SqlLoads.of(connection, input).get(metric), "stored");
    }

    @ParameterizedTest
    @CsvSource({
        "1800, 130, male, 40, 200, 31.8025",
        "3600, 155, male, 55, 190, 117.9399",
        // x = 100 / 135; with the man's a, 0.64, it would be 25.6 % less.
        "3600, 155, female, 55, 190, 131.6905",
        // The average of a chest strap that slipped, or of a maximum that is too low.
        "3600, 50, male, 55, 190, 0",
        "3600, 200, male, 55, 190, 261.9248",
        "3600, 190, male, 55, 190, 261.9248",
    })
    void banisterWeighsMinutesByTheReserveOfTheSex(
            int seconds, int average, String sex, int resting, int max, double load) throws Exception {
        loadIs(load, LoadMetric.TRIMP, Inputs.withHeartRates(seconds, average, sex, resting, max));
    }

    @ParameterizedTest
    @CsvSource({
        ", male, 55, 190, no-average-heart-rate",
        "150, , 55, 190, no-sex",
        "150, male, , 190, no-resting-heart-rate",
        "150, male, 55, , no-max-heart-rate",
        "150, male, 120, 120, max-not-above-resting",
        "150, male, 121, 120, max-not-above-resting",
        ", , , , no-average-heart-rate",
    })
    void banisterSaysWhatIsMissing(Integer average, String sex, Integer resting, Integer max, String reason)
            throws Exception {
        loadIsMissing(reason, LoadMetric.TRIMP, Inputs.withHeartRates(3_600, average, sex, resting, max));
    }

    @Test
    void edwardsWeighsTheTenthsOfTheMaximum() throws Exception {
        LoadInput tenMinutesInEach = Inputs.withStream(
                200,
                null,
                null,
                new TimeAtRate(100, 600),
                new TimeAtRate(120, 600),
                new TimeAtRate(140, 600),
                new TimeAtRate(160, 600),
                new TimeAtRate(180, 600));
        loadIs(150, LoadMetric.EDWARDS, tenMinutesInEach);
    }

    @ParameterizedTest
    @CsvSource({"94, 0", "95, 1", "113, 1", "114, 2", "132, 2", "133, 3", "152, 4", "171, 5", "190, 5", "230, 5"})
    void edwardsZonesBeginAtTheirTenth(int rate, int zone) throws Exception {
        loadIs(zone, LoadMetric.EDWARDS, Inputs.withStream(190, null, null, new TimeAtRate(rate, 60)));
    }

    @Test
    void edwardsSaysWhatIsMissing() throws Exception {
        loadIsMissing("no-heart-rate-stream", LoadMetric.EDWARDS, Inputs.withStream(190, null, null));
        loadIsMissing(
                "no-max-heart-rate", LoadMetric.EDWARDS, Inputs.withStream(null, 130, 160, new TimeAtRate(100, 60)));
    }

    @Test
    void luciaWeighsTheThreePhases() throws Exception {
        LoadInput thirtyTwentyTen = Inputs.withStream(
                null, 140, 170, new TimeAtRate(120, 1_800), new TimeAtRate(150, 1_200), new TimeAtRate(175, 600));
        loadIs(100, LoadMetric.LUCIA, thirtyTwentyTen);
    }

    @ParameterizedTest
    @CsvSource({"139, 1", "140, 2", "170, 2", "171, 3"})
    void luciaThresholdsBelongToTheMiddle(int rate, int phase) throws Exception {
        loadIs(phase, LoadMetric.LUCIA, Inputs.withStream(null, 140, 170, new TimeAtRate(rate, 60)));
    }

    @Test
    void luciaSaysWhatIsMissing() throws Exception {
        loadIsMissing("no-heart-rate-stream", LoadMetric.LUCIA, Inputs.withStream(190, 140, 170));
        loadIsMissing(
                "no-ventilatory-thresholds",
                LoadMetric.LUCIA,
                Inputs.withStream(190, null, null, new TimeAtRate(100, 60)));
    }

    @Test
    void sessionRpeIsMinutesTimesTheRating() throws Exception {
        loadIs(720, LoadMetric.SRPE, Inputs.withRpe("run", 7_200, "6"));
        loadIsMissing("no-rpe", LoadMetric.SRPE, Inputs.of("run", 7_200));
    }

    @ParameterizedTest
    @CsvSource({
        // type, environment, seconds, moving, metres, metres up, load: ten miles unless said
        "run, , 3600, , 16093.44, , 10",
        "run, , 3600, , 16093.44, 228.6, 11",
        "walk, , 3600, , 16093.44, 457.2, 12",
        "hike, outdoor, 3600, , 16093.44, 228.6, 11",
        "run, , 3600, , 0, , 0",
        // 10, 12, 16, 20 and more miles an hour
        "ride, , 3600, , 16093.44, , 2.5",
        "ride, , 3000, , 16093.44, , 2.5",
        "ride, , 2999, , 16093.44, , 2.857143",
        "ride, , 2250, , 16093.44, , 2.857143",
        "ride, , 2249, , 16093.44, , 3.448276",
        "ride, , 1800, , 16093.44, , 3.448276",
        "ride, , 1799, , 16093.44, , 4.166667",
        "ride, , 3600, 1799, 16093.44, , 4.166667",
        // A time of no movement is of a device that cannot tell.
        "ride, , 3600, 0, 16093.44, , 2.5",
        "ride, , 3600, , 16093.44, 335.28, 3.5",
        "swim, , 3600, , 1609.344, , 4",
        "swim, indoor, 3600, , 1609.344, 30, 4",
        "swim, open_water, 3600, , 1609.344, , 4.2",
        "row, , 3600, , 16093.44, , 15",
        "row, indoor, 3600, , 16093.44, , 15",
        "row, outdoor, 3600, , 16093.44, , 17",
        "row, open_water, 3600, , 16093.44, , 17",
        "ski, , 3600, , 16093.44, 152.4, 13",
    })
    void loadMilesAreMilesRunOnTheFlat(
            String type, String environment, int seconds, Integer moving, String meters, String gain, double load)
            throws Exception {
        loadIs(load, LoadMetric.LOAD_MILES, Inputs.withDistance(type, environment, seconds, moving, meters, gain));
    }

    @Test
    void loadMilesOfStrengthComeFromItsRating() throws Exception {
        loadIs(3.15, LoadMetric.LOAD_MILES, Inputs.withRpe("strength", 5_400, "7"));
    }

    @ParameterizedTest
    @CsvSource({"run, no-distance", "ride, no-distance", "ski, no-distance", "strength, no-rpe", "other, no-conversion"
    })
    void loadMilesSayWhatIsMissing(String type, String reason) throws Exception {
        loadIsMissing(reason, LoadMetric.LOAD_MILES, Inputs.of(type, 3_600));
    }

    @Test
    void whatIsExplainedIsWhatIsStored() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            LoadInput input = Inputs.random(random);
            Map<LoadMetric, Outcome> stored = SqlLoads.of(connection, input);
            for (ExplainedLoad explained :
                    ActivityLoadExplanation.of(UUID.randomUUID(), input).loads()) {
                Outcome outcome = stored.get(explained.metric());
                String where = explained.metric() + " of " + input;
                assertEquals(explained.reason(), outcome.reason(), where);
                if (explained.value() == null) {
                    assertNull(outcome.value(), where);
                } else {
                    assertEquals(explained.value().doubleValue(), outcome.value(), EXACT, where);
                }
            }
        }
    }
}
