package dev.trainyard.systemtests.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who goes on asking as one should, and notes what went wrong, while others misbehave. */
final class GoodClient implements AutoCloseable {

    private static final String DAY = "/api/v1/body-weights/2026-03-29";
    private static final String WEIGHT = "{\"weight\": 82.4, \"unit\": \"kg\"}";

    private final Client client;
    private final Thread thread;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean done;

    private GoodClient(String door) {
        client = new Client(door, "good-" + System.nanoTime());
        thread = Thread.ofPlatform().name("good-client").start(this::ask);
    }

    /** Begins to write and to read, one after the other, without a pause. */
    static GoodClient at(String door) {
        return new GoodClient(door);
    }

    private void ask() {
        while (!done) {
            note(true);
            note(false);
        }
    }

    private void note(boolean writes) {
        try {
            Client.Answer answer = writes ? client.put(DAY, WEIGHT) : client.get(DAY);
            times.add(answer.took());
            if (!answer.succeeded()) {
                failures.add(answer.toString());
            }
        } catch (IOException none) {
            failures.add(none.toString());
        }
    }

    /** What went wrong; nothing, when it was served as usual. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    int asked() {
        return times.size();
    }

    /** How it was served. */
    String served() {
        List<Duration> sorted = times.stream().sorted().toList();
        return "%d requests, %d failed, p99 %d ms, slowest %d ms"
                .formatted(
                        sorted.size(),
                        failures.size(),
                        sorted.get(sorted.size() * 99 / 100).toMillis(),
                        sorted.getLast().toMillis());
    }

    @Override
    public void close() {
        finish();
    }

    /** Asks no more; what it noted is all there is. */
    void finish() {
        done = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
