package dev.trainyard.training.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The activities of a file, computed from its samples and what it states of them, by the same rules for every format. */
final class Recordings {

    private static final int MAX_ACTIVITIES = 100;
    private static final double MILLIS = 1000;
    private static final int MAX_SECONDS = 604_800;
    private static final double MAX_METERS = 10_000_000;
    private static final double MAX_GAIN_METERS = 100_000;

    private final List<Recording> recordings = new ArrayList<>();

    /**
     * Adds the activity of the samples {@code from} to before {@code to}.
     *
     * @param place where it is in the file
     * @throws UnreadableFile when it is one that cannot be
     */
    void add(Stated stated, Samples samples, int from, int to, String place) throws UnreadableFile {
        if (recordings.size() == MAX_ACTIVITIES) {
            throw UnreadableFile.tooLarge("A file may have at most " + MAX_ACTIVITIES + " activities");
        }
        boolean isSampled = to > from;
        if (!isSampled && stated.startedAt == null) {
            throw UnreadableFile.malformed("An activity has neither a start nor samples", place);
        }
        long start = isSampled ? samples.time(from) : stated.startedAt;
        if (stated.startedAt != null) {
            start = Math.min(start, stated.startedAt);
        }
        long end = isSampled ? samples.time(to - 1) : start;
        if (stated.elapsedSeconds <= MAX_SECONDS) {
            end = Math.max(end, start + Math.round(stated.elapsedSeconds * MILLIS));
        }
        // What lasted less than a second still was.
        int duration = Math.clamp(Math.round((end - start) / MILLIS), 1, Integer.MAX_VALUE);
        if (duration > MAX_SECONDS || stated.elapsedSeconds > MAX_SECONDS) {
            throw UnreadableFile.malformed("An activity lasts longer than a week", place);
        }
        MovingTime.Way way = isSampled ? wayOf(samples, from, to) : null;
        HeartRateTally tally = HeartRateTally.of(samples, from, to, start, end);
        int max = tally.isEmpty() ? stated.maxHeartRate : tally.max();
        int average = tally.isEmpty() ? stated.averageHeartRate : tally.average();
        recordings.add(new Recording(
                stated.sport.type(),
                environment(stated.sport, isSampled && samples.way(to - 1) > samples.way(from)),
                stated.name,
                stated.notes,
                stated.deviceSerial,
                Instant.ofEpochMilli(start),
                duration,
                moving(stated, samples, from, to, way, duration),
                bounded(distance(stated, from, to, way), MAX_METERS, "longer than 10,000 km", place),
                bounded(climb(stated, samples, from, to), MAX_GAIN_METERS, "higher than 100 km", place),
                average == 0 || (max != 0 && average > max) ? null : Integer.valueOf(average),
                max == 0 ? null : Integer.valueOf(max),
                tally.isEmpty() ? null : tally.rates()));
    }

    List<Recording> all() {
        return recordings;
    }

    /** What the device measured; by positions, where it did not. */
    private static MovingTime.Way wayOf(Samples samples, int from, int to) {
        double[] distances = new double[to - from];
        double last = 0;
        double way = 0;
        boolean isMeasured = false;
        for (int i = from; i < to; i++) {
            double distance = samples.distance(i);
            if (!Double.isNaN(distance)) {
                // It starts anew with a lap, on some devices.
                way += isMeasured ? Math.max(0, distance - last) : 0;
                last = distance;
                isMeasured = true;
            }
            distances[i - from] = way;
        }
        if (way > 0) {
            return index -> distances[index - from];
        }
        return samples.way(to - 1) > samples.way(from) ? samples::way : null;
    }

    private static Integer moving(
            Stated stated, Samples samples, int from, int to, MovingTime.Way way, int durationSeconds) {
        double timer = Double.isNaN(stated.timerSeconds) ? durationSeconds : stated.timerSeconds;
        if (to - from < 2) {
            return Double.isNaN(stated.timerSeconds) ? null : Integer.valueOf((int) Math.min(timer, durationSeconds));
        }
        double moving = MovingTime.of(samples, from, to, way, stated.sport.type()) / MILLIS;
        return (int) Math.round(Math.min(durationSeconds, Math.min(moving, timer)));
    }

    /** What the file states of the whole: a wheel or a pod counts more than what is written each second. */
    private static double distance(Stated stated, int from, int to, MovingTime.Way way) {
        if (stated.distanceMeters > 0) {
            return stated.distanceMeters;
        }
        return way == null ? Double.NaN : way.at(to - 1) - way.at(from);
    }

    private static double climb(Stated stated, Samples samples, int from, int to) {
        Climb climb = new Climb();
        int altitudes = 0;
        for (int i = from; i < to; i++) {
            if (!Float.isNaN(samples.altitude(i))) {
                climb.at(samples.altitude(i));
                altitudes++;
            }
        }
        return altitudes < 2 ? stated.ascentMeters : climb.gain();
    }

    private static String environment(Sport sport, boolean hasPositions) {
        if (sport.environment() != null) {
            return sport.environment();
        }
        return hasPositions ? Sport.OUTDOOR : null;
    }

    private static Double bounded(double value, double max, String what, String place) throws UnreadableFile {
        if (value > max) {
            throw UnreadableFile.malformed("An activity is " + what, place);
        }
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
