package dev.trainyard.systemtests.faults;

import java.io.IOException;
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
    private final Latencies latencies = new Latencies();
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
            latencies.add(answer.took());
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
        return latencies.count();
    }

    /** How it was served. */
    String served() {
        return "%d requests, %d failed, p99 %d ms, slowest %d ms"
                .formatted(
                        latencies.count(),
                        failures.size(),
                        latencies.p99().toMillis(),
                        latencies.longest().toMillis());
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
