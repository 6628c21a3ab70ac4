package dev.trainyard.training.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** A made-up tour along the equator, second by second, to be written as a file of any format. */
public final class Tour {

    private static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;

    private final Instant start;
    private final List<Point> points = new ArrayList<>();
    private IntUnaryOperator heartRate = second -> 0;
    private IntToDoubleFunction altitude = second -> Double.NaN;
    private int second;
    private double meters;
    private boolean afterPause;

    private Tour(Instant start) {
        this.start = start;
    }

    /** A moment of it. {@code heartRate} is 0, and {@code altitude} NaN, where there is none. */
    public record Point(
            Instant time,
            double latitude,
            double longitude,
            double altitude,
            int heartRate,
            double meters,
            boolean afterPause) {}

    public static Tour from(String start) {
        return new Tour(Instant.parse(start));
    }

    /** With a heart rate for each second since the start. */
    public Tour withHeartRate(IntUnaryOperator rates) {
        heartRate = rates;
        return this;
    }

    /** With an altitude for each second since the start. */
    public Tour withAltitude(IntToDoubleFunction altitudes) {
        altitude = altitudes;
        return this;
    }

    /** Goes on for so many seconds, at a point each. */
    public Tour move(int seconds, double metersPerSecond) {
        for (int i = 0; i < seconds; i++) {
            points.add(new Point(
                    start.plusSeconds(second),
                    0,
                    10 + meters / METERS_PER_DEGREE,
                    altitude.applyAsDouble(second),
                    heartRate.applyAsInt(second),
                    meters,
                    afterPause));
            afterPause = false;
            second++;
            meters += metersPerSecond;
        }
        return this;
    }

    /** Presses the button, and goes on so many seconds later: nothing is recorded meanwhile. */
    public Tour pause(int seconds) {
        second += seconds;
        afterPause = true;
        return this;
    }

    public Instant start() {
        return start;
    }

    public List<Point> points() {
        return points;
    }

    /** From the first to the last point. */
    public int seconds() {
        return (int) (points.getLast().time().getEpochSecond() - start.getEpochSecond());
    }

    public double meters() {
        return points.getLast().meters();
    }
}
