package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks at a steady rate, whether or not there are answers: what many users do who do not know of each other. */
final class OpenLoop {

    /** One request. */
    @FunctionalInterface
    interface Request {
        Answer send() throws IOException;
    }

    /**
     * What became of a request.
     *
     * @param status 0 when there was no answer
     * @param at when it was sent, from the beginning
     * @param problem the code of the problem, empty for none
     * @param isRefusal whether it was refused in a way that a client can make use of
     */
    record Outcome(int status, Duration at, Duration took, String problem, boolean isRefusal) {

        boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    private OpenLoop() {}

    /** Sends requests for so long, so many a second, and waits until all are answered. */
    static OpenLoop run(int perSecond, Duration lasting, Request request) throws InterruptedException {
        OpenLoop loop = new OpenLoop();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            long begin = System.nanoTime();
            var ticking = clock.scheduleAtFixedRate(
                    () -> users.execute(() -> loop.ask(request, begin)),
                    0,
                    TimeUnit.SECONDS.toNanos(1) / perSecond,
                    TimeUnit.NANOSECONDS);
            CountDownLatch over = new CountDownLatch(1);
            var _ = clock.schedule(over::countDown, lasting.toMillis(), TimeUnit.MILLISECONDS);
            over.await();
            ticking.cancel(false);
        }
        return loop;
    }

    private void ask(Request request, long begin) {
        long sent = System.nanoTime();
        Duration at = Duration.ofNanos(sent - begin);
        try {
            Answer answer = request.send();
            outcomes.add(new Outcome(
                    answer.status(),
                    at,
                    answer.took(),
                    answer.succeeded() ? "" : answer.text("/type").replace("urn:problem:", ""),
                    answer.isPostponed()));
        } catch (IOException lost) {
            outcomes.add(new Outcome(0, at, Duration.ofNanos(System.nanoTime() - sent), lost.toString(), false));
        }
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    int count() {
        return outcomes.size();
    }

    int count(Predicate<Outcome> which) {
        return (int) outcomes.stream().filter(which).count();
    }

    Latencies latencies(Predicate<Outcome> which) {
        Latencies latencies = new Latencies();
        outcomes.stream().filter(which).map(Outcome::took).forEach(latencies::add);
        return latencies;
    }
}
