package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.engine.EventMatcher;
import dev.trainyard.deployment.engine.Interpreter;
import dev.trainyard.deployment.run.RunStore.Claim;
import dev.trainyard.deployment.run.RunStore.News;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.kit.database.DatabaseProblems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One replica of those that share the runs: has some of them in work under a lease, takes what is due, and lets go of what
 * waits long. It knows the others by the tables only.
 */
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);

    private static final int CHUNK = 50;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    // Who waits for a run that is in memory only is told to try again, and nothing has happened.
    private static final Duration PATIENCE_UNSTORED = Duration.ofSeconds(5);
    // Those that are due later are found by looking.
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final UUID id = UUID.randomUUID();
    private final Parts parts;
    private final RunMeters meters;
    private final Map<UUID, LiveRun> live = new ConcurrentHashMap<>();
    private final Map<UUID, CompletableFuture<EndedRun>> waiting = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Instant> wakeUps = new ConcurrentSkipListSet<>();
    private final Semaphore look = new Semaphore(0);
    private final CountDownLatch halted = new CountDownLatch(1);

    private Thread keeper;
    // Of the keeper's thread.
    private long renewedNanos = System.nanoTime();
    private long seenNanos = System.nanoTime();
    private boolean failing;

    /** What a replica works with; all but the last could be shared with others. */
    record Parts(
            RunStore runs,
            EventStore events,
            RunVersions versions,
            Interpreter interpreter,
            EventMatcher matcher,
            Calls calls,
            Collection<RunEnd> ends,
            RunConfig config,
            DatabaseProbe probe,
            InstantSource clock,
            MeterRegistry metrics) {}

    /** Takes a transaction back that would have written of what is another's. */
    private static final class NotOursException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotOursException() {
            super(null, null, false, false);
        }
    }

    Replica(Parts parts) {
        this.parts = parts;
        this.meters = new RunMeters(parts.metrics(), live::size);
    }

    void start() {
        keeper = Thread.ofVirtual().name("runs-keeper").start(this::keep);
    }

    /** Stops as if the process had been killed, but for what is being written. */
    void halt() throws InterruptedException {
        halted.countDown();
        look.release();
        live.values().forEach(LiveRun::drop);
        if (keeper != null) {
            keeper.join(parts.config().stopWithin());
        }
    }

    /** Lets go of all runs, for others to go on with at once. */
    void stop() throws InterruptedException {
        List<RunStart> held = live.values().stream().map(LiveRun::start).toList();
        halt();
        long until = System.nanoTime() + parts.config().stopWithin().toNanos();
        for (LiveRun run : live.values()) {
            run.awaitGone(until - System.nanoTime());
        }
        if (!held.isEmpty()) {
            int handedBack = parts.runs().handBack(id, held);
            LOG.infof("%d runs are handed back for other replicas", handedBack);
        }
    }

    UUID id() {
        return id;
    }

    RunStore runs() {
        return parts.runs();
    }

    EventStore events() {
        return parts.events();
    }

    Interpreter interpreter() {
        return parts.interpreter();
    }

    EventMatcher matcher() {
        return parts.matcher();
    }

    Calls calls() {
        return parts.calls();
    }

    RunConfig config() {
        return parts.config();
    }

    RunMeters meters() {
        return meters;
    }

    Instant now() {
        return parts.clock().instant();
    }

    Definition definition(RunStart start) {
        return parts.versions().find(key(start));
    }

    /** How many runs it has in work. */
    int inWork() {
        return live.size();
    }

    RunOutcome run(RunStart start, Duration patience) {
        Definition definition = definition(start);
        if (!hasRoom()) {
            parts.runs().insert(start, "ready", now());
            lookSoon();
            return await(start, awaited(start.id()), patience);
        }
        LiveRun run = LiveRun.fresh(this, start, definition, now());
        CompletableFuture<EndedRun> end = awaited(start.id());
        begin(run);
        RunOutcome outcome = await(start, end, patience);
        if (outcome instanceof RunOutcome.Going && !run.isStored()) {
            // Nobody is told that it goes on before that is certain.
            certain(run.store());
            return end.isDone() ? new RunOutcome.Ended(end.join()) : outcome;
        }
        return outcome;
    }

    void accept(RunStart start) {
        parts.runs().insert(start, id, parts.config().lease());
    }

    void enqueue(RunStart start) {
        parts.runs().insert(start, "queued", null);
    }

    RunOutcome attend(RunStart start, Duration patience) {
        CompletableFuture<EndedRun> end = awaited(start.id());
        if (hasRoom()) {
            begin(LiveRun.accepted(this, start, now()));
        } else {
            parts.runs().handBack(id, List.of(start));
        }
        return await(start, end, patience);
    }

    boolean cancel(String user, UUID run) {
        LiveRun here = live.get(run);
        boolean isHere = here != null && here.start().user().equals(user);
        if (isHere && !here.isStored() && here.cancel()) {
            return true;
        }
        // In the table, too, what is here: it may be put down just now.
        boolean isThere = parts.runs().cancel(user, run);
        if (isThere && isHere) {
            here.cancel();
        }
        lookSoon();
        return isThere;
    }

    /** Looks for what is due, and does not wait for the time to do so. */
    void lookSoon() {
        look.release();
    }

    /** Looks for what is due at {@code time}, not only somewhat later. */
    void wakeUpAt(Instant time) {
        if (time.isBefore(now().plus(REMEMBERED))) {
            wakeUps.add(time);
            if (time.equals(wakeUps.ceiling(Instant.MIN))) {
                // Sooner than the keeper means to look.
                lookSoon();
            }
        }
    }

    void left(LiveRun run) {
        if (live.remove(run.start().id(), run) && live.size() >= parts.config().maxInWork() - 1) {
            lookSoon();
        }
    }

    void ended(EndedRun run) {
        meters.ended(run);
        for (RunEnd end : parts.ends()) {
            try {
                end.ended(run);
            } catch (RuntimeException failure) {
                LOG.errorf(
                        failure,
                        "%s did not take the end of run %s",
                        end.getClass().getSimpleName(),
                        run.id());
            }
        }
        CompletableFuture<EndedRun> awaited = waiting.get(run.id());
        if (awaited != null) {
            awaited.complete(run);
        }
    }

    void failed(LiveRun run, RuntimeException failure) {
        CompletableFuture<EndedRun> awaited = waiting.get(run.start().id());
        if (awaited != null) {
            awaited.completeExceptionally(failure);
        }
    }

    /**
     * Writes; in one transaction with what concerns events, if there is any.
     *
     * @return whether the run was this replica's to write of
     */
    boolean persist(LiveRun run, BooleanSupplier writing, List<JsonNode> given, ListenerChanges changes)
            throws GoneException, InterruptedException {
        if (given.isEmpty() && changes.isEmpty()) {
            return patiently(run.isStored(), writing::getAsBoolean);
        }
        List<UUID> woken = new ArrayList<>();
        boolean isOurs = patiently(run.isStored(), () -> {
            try {
                return QuarkusTransaction.requiringNew().call(() -> {
                    woken.clear();
                    // Before the row of the run: a run that gives and listens would wait for one that waits for it.
                    if (!given.isEmpty()) {
                        woken.addAll(parts.events().give(run.start().user(), given));
                    } else if (changes.areInTheWayOfEvents()) {
                        parts.events().takeTurn(run.start().user());
                    }
                    if (!writing.getAsBoolean()) {
                        throw new NotOursException();
                    }
                    parts.events().change(run.start(), changes);
                    return true;
                });
            } catch (NotOursException takenBack) {
                return false;
            }
        });
        if (isOurs && !woken.isEmpty()) {
            woken.forEach(this::tellOfEvents);
            lookSoon();
        }
        return isOurs;
    }

    private void tellOfEvents(UUID listener) {
        LiveRun run = live.get(listener);
        if (run != null) {
            run.tellOfEvents();
        }
    }

    /**
     * Does what needs the database, again and again until it answers.
     *
     * @param isStored otherwise whoever waits for it is told instead, after some seconds
     */
    <T> T patiently(boolean isStored, Supplier<T> work) throws GoneException, InterruptedException {
        long begunNanos = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        boolean isLate = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (RuntimeException failure) {
                    if (!isPassing(failure)) {
                        throw new UnstorableException(failure);
                    }
                    if (!isStored && System.nanoTime() - begunNanos > PATIENCE_UNSTORED.toNanos()) {
                        throw failure;
                    }
                }
                if (!isLate) {
                    isLate = true;
                    meters.unsaved().incrementAndGet();
                }
                if (halted.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new GoneException();
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } finally {
            if (isLate) {
                meters.unsaved().decrementAndGet();
            }
        }
    }

    static boolean isPassing(RuntimeException failure) {
        return DatabaseProblems.of(failure)
                .filter(problem -> problem.status() == 503)
                .filter(problem -> !DatabaseProblems.violates(failure, "fk_run_version"))
                .isPresent();
    }

    private boolean hasRoom() {
        return live.size() < parts.config().maxInWork();
    }

    private void begin(LiveRun run) {
        LiveRun former = live.put(run.start().id(), run);
        if (former != null) {
            former.drop();
        }
        Thread.ofVirtual().name("run-" + run.start().id()).start(run);
    }

    private CompletableFuture<EndedRun> awaited(UUID run) {
        return waiting.computeIfAbsent(run, unknown -> new CompletableFuture<>());
    }

    private RunOutcome await(RunStart start, CompletableFuture<EndedRun> end, Duration patience) {
        try {
            return new RunOutcome.Ended(end.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException goesOn) {
            return new RunOutcome.Going(start.id());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return new RunOutcome.Going(start.id());
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        } finally {
            waiting.remove(start.id(), end);
        }
    }

    private static void certain(CompletableFuture<Void> storing) {
        try {
            storing.get();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("stopping", "The service is stopping.", 1);
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
    }

    private void keep() {
        try {
            while (halted.getCount() > 0) {
                long patience = parts.config().lookEvery().toNanos();
                Instant next = wakeUps.ceiling(Instant.MIN);
                if (next != null) {
                    patience = Math.clamp(Duration.between(now(), next).toNanos(), 0, patience);
                }
                var _ = look.tryAcquire(patience, TimeUnit.NANOSECONDS);
                look.drainPermits();
                wakeUps.headSet(now(), true).clear();
                if (halted.getCount() > 0
                        && parts.probe().answering()
                        && parts.probe().migrated()) {
                    look();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Instant now = now();
            // What is changed here tells its run by itself.
            if (System.nanoTime() - seenNanos >= parts.config().lookEvery().toNanos()) {
                see();
                seenNanos = System.nanoTime();
            }
            claim(now);
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing && halted.getCount() > 0) {
                DatabaseProblems.of(failure)
                        .ifPresentOrElse(
                                known -> LOG.warnf("The runs cannot be looked after (%s); trying again", known.code()),
                                () -> LOG.error("The runs cannot be looked after; trying again", failure));
            }
            failing = true;
        }
    }

    /** Hears what others have changed of the runs that are here, and says that they are in good hands. */
    private void see() {
        Map<UUID, LiveRun> held = new HashMap<>();
        live.values().stream()
                .filter(LiveRun::isStored)
                .forEach(run -> held.put(run.start().id(), run));
        if (held.isEmpty()) {
            renewedNanos = System.nanoTime();
            return;
        }
        List<RunStart> starts = held.values().stream().map(LiveRun::start).toList();
        if (System.nanoTime() - renewedNanos > parts.config().renewEvery().toNanos()) {
            parts.runs().renew(id, starts, parts.config().lease());
            renewedNanos = System.nanoTime();
        }
        for (News news : parts.runs().look(id, starts)) {
            LiveRun run = held.get(news.id());
            if (run.attempts() != news.attempts()) {
                continue;
            }
            held.remove(news.id());
            if (news.isCancelled()) {
                run.cancel();
            } else if (news.events() > run.eventsSeen()) {
                run.tellOfEvents();
            }
        }
        // What ends just now, or is put down, is not there either, and does not mind.
        held.values().forEach(LiveRun::drop);
    }

    private void claim(Instant now) {
        Duration lag = Duration.ZERO;
        int claimed;
        do {
            int most = Math.min(CHUNK, parts.config().maxInWork() - live.size());
            if (most <= 0) {
                lag = parts.runs()
                        .longestDue(now)
                        .map(due -> Duration.between(due, now))
                        .orElse(Duration.ZERO);
                break;
            }
            List<Claim> claims = parts.runs().claim(id, parts.config().lease(), now, most);
            claimed = claims.size();
            parts.versions()
                    .prepare(claims.stream().map(claim -> key(claim.start())).toList());
            for (Claim claim : claims) {
                if (claim.isTakeover()) {
                    meters.takenOver();
                }
                Duration waited = Duration.between(claim.dueAt(), now);
                lag = waited.compareTo(lag) > 0 ? waited : lag;
                begin(LiveRun.claimed(this, claim));
            }
        } while (claimed >= CHUNK && halted.getCount() > 0);
        meters.lag(lag);
    }

    private static RunVersions.Key key(RunStart start) {
        return new RunVersions.Key(start.user(), start.deploymentId(), start.version());
    }
}
