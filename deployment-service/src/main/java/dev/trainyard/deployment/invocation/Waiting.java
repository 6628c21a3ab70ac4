package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.deployment.run.RunOutcome;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.Counter;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets callers wait for the end of runs, so many at once. Of runs of this replica it hears when they end; of all others it
 * asks once a second, with one statement, however many are waited for.
 */
@ApplicationScoped
class Waiting implements RunEnd {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final InvocationStore store;
    private final int max;
    private final Semaphore places;
    private final Map<UUID, List<Waiter>> waiters = new ConcurrentHashMap<>();

    private final Counter refusals;

    private volatile boolean isStopping;

    Waiting(InvocationStore store, InvocationConfig config, MeterRegistry metrics) {
        this.store = store;
        this.max = config.maxWaiting();
        this.places = new Semaphore(max);
        this.refusals = metrics.counter("trainyard.deployment.invocation.refusals", "reason", "overloaded");
        Gauge.builder("trainyard.deployment.invocation.waiting", places, free -> max - free.availablePermits())
                .description("Callers who wait for the end of a run")
                .register(metrics);
    }

    private record Waiter(String user, CompletableFuture<Optional<EndedRun>> end) {}

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
            refusals.increment();
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

    /**
     * What comes of a run that {@code beginning} begins, for who has a place. That waits for a moment itself; from then on the
     * caller can be told that the service stops.
     */
    InvocationView follow(RunStart start, Duration patience, Function<Duration, RunOutcome> beginning) {
        if (patience.compareTo(MOMENT) <= 0) {
            return view(start, beginning.apply(patience));
        }
        Waiter waiter = enter(start.user(), start.id());
        try {
            RunOutcome soon = beginning.apply(MOMENT);
            if (isStopping || soon instanceof RunOutcome.Ended) {
                return view(start, soon);
            }
            return end(waiter, patience.minus(MOMENT))
                    .map(InvocationView::of)
                    .or(() -> store.find(start.user(), start.id()))
                    .orElseGet(() -> view(start, soon));
        } finally {
            leave(start.id(), waiter);
        }
    }

    /** A run as it is, once it has ended or {@code patience} has, for who has a place. */
    Optional<InvocationView> await(String user, UUID id, Duration patience) {
        Waiter waiter = enter(user, id);
        try {
            // After the waiter is known: the run might end between the two.
            Optional<InvocationView> now = store.find(user, id);
            if (isStopping || now.isEmpty() || now.get().hasEnded()) {
                return now;
            }
            var _ = end(waiter, patience);
            return waiter.end().isDone() ? store.find(user, id) : now;
        } finally {
            leave(id, waiter);
        }
    }

    @Override
    public void ended(EndedRun run) {
        wake(run.id(), Optional.of(run));
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
        store.gone(users, ids).forEach(id -> wake(id, Optional.empty()));
    }

    /** Who waits is told now how far the run is: there is still time for an answer. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        isStopping = true;
        List.copyOf(waiters.keySet()).forEach(id -> wake(id, Optional.empty()));
    }

    private void wake(UUID id, Optional<EndedRun> run) {
        List<Waiter> all = waiters.remove(id);
        if (all != null) {
            all.forEach(waiter -> waiter.end().complete(run));
        }
    }

    private Waiter enter(String user, UUID id) {
        Waiter waiter = new Waiter(user, new CompletableFuture<>());
        waiters.compute(id, (_, others) -> with(others, waiter));
        return waiter;
    }

    private void leave(UUID id, Waiter waiter) {
        waiters.computeIfPresent(id, (_, all) -> without(all, waiter));
    }

    /** The end that is heard of within {@code patience}; empty when there is none, or it was another replica's. */
    private static Optional<EndedRun> end(Waiter waiter, Duration patience) {
        try {
            return waiter.end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nobody ends it with a failure", impossible);
        }
    }

    private static InvocationView view(RunStart start, RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Ended(EndedRun run) -> InvocationView.of(run);
            case RunOutcome.Going(UUID _) -> InvocationView.going(start, "running");
        };
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
