package dev.trainyard.training.recording;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The moments of a recording in their order, column by column: 30 bytes each, so that a week, second by second, is 18 MB.
 * Where a device measured no distance, it is the way from position to position, in legs of at least {@link #LEG_METERS},
 * since a position is never exact and the noise of a standing device would add up.
 */
final class Samples {

    /** A week at one each second, which is as long as an activity may be. */
    static final int MAX = 604_800;

    /** The shortest way that counts as one. */
    static final double LEG_METERS = 5;

    private static final int FIRST_CAPACITY = 1024;
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    private long[] times = new long[FIRST_CAPACITY];
    private short[] heartRates = new short[FIRST_CAPACITY];
    private float[] altitudes = new float[FIRST_CAPACITY];
    private double[] distances = new double[FIRST_CAPACITY];
    private double[] ways = new double[FIRST_CAPACITY];
    private final BitSet afterPause = new BitSet();
    private int size;

    private double way;
    private boolean anchored;
    private double anchorLatitude;
    private double anchorLongitude;

    /**
     * What was measured at a moment; NaN, and 0 for the heart rate, where nothing was.
     *
     * @param time milliseconds since 1970
     * @param distance metres since the start, as the device measured it
     */
    record Sample(long time, int heartRate, double altitude, double latitude, double longitude, double distance) {}

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX;
    }

    /** Whether a sample of {@code time} would come before one that is there. */
    boolean isBeforeLast(long time) {
        return size > 0 && time < times[size - 1];
    }

    /**
     * Adds a sample that is not before the last; one of the same moment completes it.
     *
     * @param afterPause whether the time since the last sample was a pause
     */
    void add(Sample sample, boolean afterPause) {
        if (size > 0 && sample.time() == times[size - 1]) {
            measure(size - 1, sample);
            return;
        }
        if (size == times.length) {
            grow();
        }
        times[size] = sample.time();
        altitudes[size] = Float.NaN;
        distances[size] = Double.NaN;
        if (afterPause && size > 0) {
            this.afterPause.set(size);
            // What was covered during a pause is no part of the way.
            anchored = false;
        }
        measure(size, sample);
        size++;
    }

    long time(int index) {
        return times[index];
    }

    /** In beats per minute; 0 where there is none. */
    int heartRate(int index) {
        return heartRates[index];
    }

    /** In metres above the sea; NaN where there is none. */
    float altitude(int index) {
        return altitudes[index];
    }

    /** In metres since the start of the recording, as the device measured it; NaN where it did not. */
    double distance(int index) {
        return distances[index];
    }

    /** In metres since the start of the recording, from position to position. */
    double way(int index) {
        return ways[index];
    }

    /** Whether the time between the sample before and this one was a pause. */
    boolean isAfterPause(int index) {
        return afterPause.get(index);
    }

    boolean hasPositions() {
        return way > 0;
    }

    /** The first sample at or after {@code time}. */
    int indexOf(long time) {
        int found = Arrays.binarySearch(times, 0, size, time);
        return found < 0 ? -found - 1 : found;
    }

    private void measure(int index, Sample sample) {
        if (sample.heartRate() > 0) {
            heartRates[index] = (short) sample.heartRate();
        }
        if (!Double.isNaN(sample.altitude())) {
            altitudes[index] = (float) sample.altitude();
        }
        if (!Double.isNaN(sample.distance())) {
            distances[index] = sample.distance();
        }
        if (!Double.isNaN(sample.latitude()) && !Double.isNaN(sample.longitude())) {
            walkTo(sample.latitude(), sample.longitude());
        }
        ways[index] = way;
    }

    private void walkTo(double latitude, double longitude) {
        double leg = anchored ? meters(anchorLatitude, anchorLongitude, latitude, longitude) : 0;
        if (!anchored || leg >= LEG_METERS) {
            way += leg;
            anchored = true;
            anchorLatitude = latitude;
            anchorLongitude = longitude;
        }
    }

    /** On a sphere, by the haversine formula; the earth's flattening is half a per cent at most. */
    private static double meters(double latitude1, double longitude1, double latitude2, double longitude2) {
        double north = Math.sin(Math.toRadians(latitude2 - latitude1) / 2);
        double east = Math.sin(Math.toRadians(longitude2 - longitude1) / 2);
        double chord =
                north * north + Math.cos(Math.toRadians(latitude1)) * Math.cos(Math.toRadians(latitude2)) * east * east;
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)));
    }

    private void grow() {
        int capacity = Math.min(MAX, 2 * times.length);
        times = Arrays.copyOf(times, capacity);
        heartRates = Arrays.copyOf(heartRates, capacity);
        altitudes = Arrays.copyOf(altitudes, capacity);
        distances = Arrays.copyOf(distances, capacity);
        ways = Arrays.copyOf(ways, capacity);
    }
}
