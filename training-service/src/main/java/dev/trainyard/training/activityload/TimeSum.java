package dev.trainyard.training.activityload;

import java.util.List;

/** How many seconds there are of a heart-rate stream. */
final class TimeSum {

    private TimeSum() {}

    /** In all of it; null without a stream. */
    static Integer of(List<TimeAtRate> times) {
        return times.isEmpty() ? null : between(times, 0, Integer.MAX_VALUE);
    }

    /** At rates from {@code first} to {@code last}, both included. */
    static int between(List<TimeAtRate> times, int first, int last) {
        return times.stream()
                .filter(time -> time.rate() >= first && time.rate() <= last)
                .mapToInt(TimeAtRate::seconds)
                .sum();
    }
}
