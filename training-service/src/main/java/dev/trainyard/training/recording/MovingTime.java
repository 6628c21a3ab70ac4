package dev.trainyard.training.recording;

import dev.trainyard.training.activity.ActivityType;

/**
 * How long an athlete moved. The way is cut into legs of at least {@link Samples#LEG_METERS}; a leg counts when it was made
 * faster than a threshold, whatever the rate of the samples, so that a stop of ten seconds and more is found. Pauses never
 * count. Where nothing tells a distance, all the time outside pauses does.
 */
final class MovingTime {

    static final double METERS_PER_SECOND = 0.5;

    /** A length of a pool is one leg, with the turn. */
    static final double SWIMMING_METERS_PER_SECOND = 0.2;

    private static final double MILLIS = 1000;

    private final Samples samples;
    private final Way way;
    private final double threshold;
    private long moving;

    /** How far an athlete had come at a sample, in metres. */
    @FunctionalInterface
    interface Way {
        double at(int index);
    }

    private MovingTime(Samples samples, Way way, ActivityType type) {
        this.samples = samples;
        this.way = way;
        this.threshold = (type == ActivityType.SWIM ? SWIMMING_METERS_PER_SECOND : METERS_PER_SECOND) / MILLIS;
    }

    /**
     * In milliseconds, of the samples {@code from} to before {@code to}.
     *
     * @param way null when nothing tells a distance
     */
    static long of(Samples samples, int from, int to, Way way, ActivityType type) {
        MovingTime time = new MovingTime(samples, way, type);
        int start = from;
        for (int i = from + 1; i < to; i++) {
            if (samples.isAfterPause(i)) {
                time.leg(start, i - 1);
                start = i;
            } else if (way != null && way.at(i) - way.at(start) >= Samples.LEG_METERS) {
                time.leg(start, i);
                start = i;
            }
        }
        time.leg(start, to - 1);
        return time.moving;
    }

    private void leg(int from, int to) {
        long time = samples.time(to) - samples.time(from);
        if (way == null || way.at(to) - way.at(from) >= time * threshold) {
            moving += time;
        }
    }
}
