package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.training.activity.ActivityType;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingTimeTest {

    private final Samples samples = new Samples();
    private long time = 1_700_000_000_000L;
    private double meters;

    private MovingTimeTest go(int seconds, double metersPerSecond, int secondsPerSample) {
        for (int i = 0; i < seconds / secondsPerSample; i++) {
            time += 1000L * secondsPerSample;
            meters += metersPerSecond * secondsPerSample;
            samples.add(new Samples.Sample(time, 0, Double.NaN, Double.NaN, Double.NaN, meters), false);
        }
        return this;
    }

    private long seconds(ActivityType type) {
        return MovingTime.of(samples, 0, samples.size(), samples::distance, type) / 1000;
    }

    private MovingTimeTest start() {
        samples.add(new Samples.Sample(time, 0, Double.NaN, Double.NaN, Double.NaN, 0), false);
        return this;
    }

    @ParameterizedTest
    @CsvSource({"0.4, run, 0", "0.6, run, 600", "0.3, swim, 600", "0.1, swim, 0", "12, ride, 600"})
    void slowerThanAThresholdIsNotMoving(double metersPerSecond, String type, long expected) {
        ActivityType sport = ActivityType.valueOf(type.toUpperCase(Locale.ROOT));
        assertEquals(expected, start().go(600, metersPerSecond, 1).seconds(sport));
    }

    @Test
    void rateOfTheSamplesDoesNotMatter() {
        assertEquals(600, start().go(600, 3, 60).seconds(ActivityType.RUN));
    }

    @Test
    void stopOfTenSecondsIsFound() {
        // The leg into the stop ends after it.
        assertEquals(199, start().go(100, 5, 1).go(10, 0, 1).go(100, 5, 1).seconds(ActivityType.RIDE));
    }

    @Test
    void lengthsOfAPoolAreMoving() {
        start();
        for (int length = 0; length < 40; length++) {
            time += 40_000;
            meters += 25;
            samples.add(new Samples.Sample(time, 0, Double.NaN, Double.NaN, Double.NaN, meters), false);
        }
        assertEquals(1600, seconds(ActivityType.SWIM));
    }

    @Test
    void allTimeCountsWhereNothingTellsADistance() {
        start().go(600, 0, 1);
        assertEquals(600, MovingTime.of(samples, 0, samples.size(), null, ActivityType.STRENGTH) / 1000);
    }

    @Test
    void pauseDoesNotCountEvenWhenSomethingMovedMeanwhile() {
        start().go(100, 5, 1);
        time += 600_000;
        meters += 10_000;
        samples.add(new Samples.Sample(time, 0, Double.NaN, Double.NaN, Double.NaN, meters), true);
        go(100, 5, 1);
        assertEquals(200, seconds(ActivityType.RIDE));
    }
}
