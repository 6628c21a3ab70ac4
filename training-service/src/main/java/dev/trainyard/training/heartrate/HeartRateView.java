package dev.trainyard.training.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The heart rate during an activity.
 *
 * @param samples each the seconds since the start, and the beats per minute; ascending
 */
record HeartRateView(Instant start, List<List<Integer>> samples) {

    /** Without any, of an activity that was recorded without a sensor. */
    static HeartRateView empty(Instant start) {
        return new HeartRateView(start, List.of());
    }

    /**
     * At most one sample for each {@code resolution} seconds: the mean of those in it, at the time of the first.
     */
    static HeartRateView of(Instant start, HeartRateStream stream, int resolution) {
        List<List<Integer>> samples = new ArrayList<>();
        int from = 0;
        while (from < stream.size()) {
            int step = stream.second(from) / resolution;
            int to = from;
            long sum = 0;
            while (to < stream.size() && stream.second(to) / resolution == step) {
                sum += stream.rate(to);
                to++;
            }
            samples.add(List.of(stream.second(from), (int) Math.round((double) sum / (to - from))));
            from = to;
        }
        return new HeartRateView(start, samples);
    }
}
