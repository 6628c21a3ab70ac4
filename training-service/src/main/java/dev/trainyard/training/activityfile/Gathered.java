package dev.trainyard.training.activityfile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an upload turned out to have in it; its heart rates are on disk until it is closed. */
final class Gathered implements AutoCloseable {

    private static final int MAX_REPORTED = 100;

    private final Spool spool;
    private final List<Found> found = new ArrayList<>();
    private final List<Failure> failed = new ArrayList<>();
    private int failedCount;
    private String format;
    private long bytes;

    Gathered(Spool spool) {
        this.spool = spool;
    }

    void isOf(String kind, long size) {
        format = kind;
        bytes = size;
    }

    void add(Found activity) {
        found.add(activity);
    }

    void add(Failure failure) {
        failedCount++;
        if (failed.size() < MAX_REPORTED) {
            failed.add(failure);
        }
    }

    /** {@code fit}, {@code tcx}, {@code gpx}, {@code zip} or {@code strava}. */
    String format() {
        return format;
    }

    /** Of the upload. */
    long bytes() {
        return bytes;
    }

    List<Found> found() {
        return found;
    }

    /** The first of those that were not taken in. */
    List<Failure> failed() {
        return failed;
    }

    int failedCount() {
        return failedCount;
    }

    Spool spool() {
        return spool;
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
