package dev.trainyard.training.recording;

import dev.trainyard.training.heartrate.HeartRateStream;
import java.util.stream.IntStream;

/**
 * The heart rate of some samples: how long each rate was held, which is until the next one, a pause, or
 * {@link #HELD_SECONDS} seconds, whichever comes first.
 */
final class HeartRateTally {

    /** As long as a gap may be for the rate before it to be believed. */
    static final int HELD_SECONDS = 30;

    /** What a heart does; 0 and 255 are what a device writes when its sensor has no contact. */
    private static final int MIN = 20;

    private static final int MAX = 254;
    private static final int MILLIS = 1000;

    private final long[] held = new long[MAX + 1];
    private final int[] seconds;
    private final int[] rates;
    private int count;
    private int max;

    private HeartRateTally(int capacity) {
        this.seconds = new int[capacity];
        this.rates = new int[capacity];
    }

    /** A heart rate as it is kept: 0 when it is none. */
    static int believed(long rate) {
        return rate >= MIN && rate <= MAX ? (int) rate : 0;
    }

    /**
     * Of the samples {@code from} to before {@code to}.
     *
     * @param start of the activity, from which seconds count; milliseconds since 1970, like {@code end}
     */
    static HeartRateTally of(Samples samples, int from, int to, long start, long end) {
        HeartRateTally tally = new HeartRateTally(to - from);
        int current = -1;
        for (int i = from; i < to; i++) {
            if (current >= 0 && samples.isAfterPause(i)) {
                tally.hold(samples.heartRate(current), samples.time(i - 1) - samples.time(current));
                current = -1;
            }
            if (samples.heartRate(i) > 0) {
                if (current >= 0) {
                    tally.hold(samples.heartRate(current), samples.time(i) - samples.time(current));
                }
                tally.add((int) ((samples.time(i) - start) / MILLIS), samples.heartRate(i));
                current = i;
            }
        }
        if (current >= 0) {
            tally.hold(samples.heartRate(current), end - samples.time(current));
        }
        return tally;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int max() {
        return max;
    }

    /** By time; of moments without any, by their number. */
    int average() {
        long time = 0;
        long sum = 0;
        for (int rate = MIN; rate <= MAX; rate++) {
            time += held[rate];
            sum += held[rate] * rate;
        }
        return time == 0
                ? (int) Math.round(
                        IntStream.range(0, count).map(i -> rates[i]).average().orElseThrow())
                : (int) Math.round((double) sum / time);
    }

    /** As it is stored; null when no time was spent at any rate. */
    HeartRates rates() {
        int[] kept = IntStream.rangeClosed(MIN, MAX)
                .filter(rate -> secondsAt(rate) > 0)
                .toArray();
        if (kept.length == 0) {
            return null;
        }
        return new HeartRates(
                HeartRateStream.encode(seconds, rates, count),
                count,
                kept,
                IntStream.of(kept).map(this::secondsAt).toArray());
    }

    private int secondsAt(int rate) {
        return (int) Math.round((double) held[rate] / MILLIS);
    }

    private void hold(int rate, long millis) {
        held[rate] += Math.min(millis, (long) HELD_SECONDS * MILLIS);
    }

    private void add(int second, int rate) {
        max = Math.max(max, rate);
        // Of several in one second, the first is kept.
        if (count == 0 || second > seconds[count - 1]) {
            seconds[count] = second;
            rates[count] = rate;
            count++;
        }
    }
}
