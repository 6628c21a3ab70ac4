package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets callers wait for the end of runs, so many at once. Of runs of this replica it hears when they end; of all others it
 * asks once a second, with one statement, however many are waited for.
 */
@ApplicationScoped
class Waiting implements RunEnd {

    private final InvocationStore store;
    private final int max;
    private final Semaphore places;
    private final Map<UUID, List<Waiter>> waiters = new ConcurrentHashMap<>();

    private volatile boolean isStopping;

    Waiting(InvocationStore store, InvocationConfig config, MeterRegistry metrics) {
        this.store = store;
        this.max = config.maxWaiting();
        this.places = new Semaphore(max);
        Gauge.builder("trainyard.deployment.invocation.waiting", places, free -> max - free.availablePermits())
                .description("Callers who wait for the end of a run")
                .register(metrics);
    }

    private record Waiter(String user, CountDownLatch ended) {}

    /**
     * Does something that takes up to {@code patience}, with one of the places for that.
     *
     * @throws Problem 503 at once when there is none left
     */
    <T> T within(Duration patience, Supplier<T> work) {
        if (patience.isZero()) {
            return work.get();
        }
        if (!places.tryAcquire()) {
            throw Problem.unavailable(
                    "overloaded", "Too many callers wait for their runs. One who does not wait is taken.", 1);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** A run as it is, once it has ended or {@code patience} has. Without a place it is not waited for. */
    Optional<InvocationView> find(String user, UUID id, Duration patience) {
        if (patience.isZero() || !places.tryAcquire()) {
            return store.find(user, id);
        }
        try {
            return await(user, id, patience);
        } finally {
            places.release();
        }
    }

    /** A run as it is, once it has ended or {@code patience} has, for who has a place. */
    Optional<InvocationView> await(String user, UUID id, Duration patience) {
        Waiter waiter = new Waiter(user, new CountDownLatch(1));
        waiters.compute(id, (_, others) -> with(others, waiter));
        try {
            // After the waiter is known: the run might end between the two.
            Optional<InvocationView> now = store.find(user, id);
            if (isStopping || now.isEmpty() || now.get().hasEnded() || !isWoken(waiter, patience)) {
                return now;
            }
            return store.find(user, id);
        } finally {
            waiters.computeIfPresent(id, (_, all) -> without(all, waiter));
        }
    }

    @Override
    public void ended(EndedRun run) {
        wake(run.id());
    }

    /** Finds the ends of runs that other replicas had. */
    @Scheduled(every = "1s", identity = "invocation-ends", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (waiters.isEmpty()) {
            return;
        }
        List<String> users = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        waiters.forEach((id, all) -> {
            ids.add(id);
            users.add(all.getFirst().user());
        });
        store.gone(users, ids).forEach(this::wake);
    }

    /** Who waits is told now how far the run is: there is still time for an answer. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        isStopping = true;
        List.copyOf(waiters.keySet()).forEach(this::wake);
    }

    private void wake(UUID id) {
        List<Waiter> all = waiters.remove(id);
        if (all != null) {
            all.forEach(waiter -> waiter.ended().countDown());
        }
    }

    private static boolean isWoken(Waiter waiter, Duration patience) {
        try {
            return waiter.ended().await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Waiter> with(List<Waiter> others, Waiter waiter) {
        List<Waiter> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
        all.add(waiter);
        return all;
    }

    private static List<Waiter> without(List<Waiter> all, Waiter waiter) {
        List<Waiter> others = new ArrayList<>(all);
        others.remove(waiter);
        return others.isEmpty() ? null : others;
    }
}
