package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Users who each ask again some time after their last request began, whether it succeeded or not. */
final class Load implements AutoCloseable {

    /** One thing that a user does over and over. */
    @FunctionalInterface
    interface Request {
        Client.Answer send() throws IOException;
    }

    /**
     * One request.
     *
     * @param what names the request
     * @param begin by the nano clock
     * @param took until its answer was read, or until there was to be none
     * @param status 0 where there was no answer
     * @param postponed whether it was told to come back later, and when
     * @param failure what was said when it did not succeed, else empty
     */
    record Sample(String what, long begin, Duration took, int status, boolean postponed, String failure) {

        static Sample of(String what, long begin, Duration took, Client.Answer answer) {
            return new Sample(
                    what,
                    begin,
                    took,
                    answer.status(),
                    answer.isPostponed(),
                    answer.succeeded() ? "" : answer.toString());
        }

        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        boolean endedAfter(long moment) {
            return begin + took.toNanos() > moment;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> kinds = new ConcurrentSkipListSet<>();
    private final Queue<AtomicLong> begins = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Duration pause;

    Load(Duration pause) {
        this.pause = pause;
    }

    /** One more user. */
    Load user(String what, Request request) {
        AtomicLong lastBegin = new AtomicLong(System.nanoTime());
        begins.add(lastBegin);
        kinds.add(what);
        users.execute(() -> {
            try {
                do {
                    long begin = System.nanoTime();
                    lastBegin.set(begin);
                    samples.add(once(what, begin, request));
                } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    private static Sample once(String what, long begin, Request request) {
        try {
            Client.Answer answer = request.send();
            return Sample.of(what, begin, Duration.ofNanos(System.nanoTime() - begin), answer);
        } catch (IOException unanswered) {
            return new Sample(
                    what, begin, Duration.ofNanos(System.nanoTime() - begin), 0, false, unanswered.toString());
        }
    }

    /** What users do, by the names of their requests. */
    Set<String> kinds() {
        return Collections.unmodifiableSet(kinds);
    }

    /** Waits until each user has begun anew: whatever is under way now has ended then. */
    void awaitEverybody() {
        long now = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> begins.stream().allMatch(begin -> begin.get() > now));
    }

    /** What has ended since a moment of the nano clock, so far. */
    List<Sample> since(long moment) {
        return samples.stream().filter(sample -> sample.endedAfter(moment)).toList();
    }

    /** How long these took. */
    static Latencies latencies(Collection<Sample> samples) {
        return Latencies.of(samples.stream().map(Sample::took).toList());
    }

    /** Ends it, and waits for what is under way. */
    void stop() {
        stopped.countDown();
        users.close();
    }

    @Override
    public void close() {
        stop();
    }
}
