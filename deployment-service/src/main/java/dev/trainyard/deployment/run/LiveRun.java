package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.engine.EffectResult;
import dev.trainyard.deployment.engine.Ending;
import dev.trainyard.deployment.engine.Execution;
import dev.trainyard.deployment.engine.Progress;
import dev.trainyard.deployment.engine.RunFacts;
import dev.trainyard.deployment.engine.Step;
import dev.trainyard.deployment.engine.WorkflowError;
import dev.trainyard.deployment.run.RunStore.Claim;
import dev.trainyard.deployment.run.RunStore.Holder;
import dev.trainyard.deployment.run.RunStore.Position;
import dev.trainyard.http.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * A run while a replica has it: advances it, has its effects performed, and saves it before each effect and after. One thread
 * does all of that; what others want of it they put into its mailbox.
 */
final class LiveRun implements Runnable {

    private static final Logger LOG = Logger.getLogger(LiveRun.class);
    private static final int EVENTS_AT_ONCE = 200;

    private final Replica replica;
    private final RunStart start;
    // Null for a run that is claimed, until its thread has read it.
    private Definition definition;
    // Null for a run that begins here.
    private final Claim claim;
    private final Instant startedAt;
    private final Instant deadline;
    private final BlockingQueue<Signal> mailbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> storing = new CompletableFuture<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final int attempts;

    // Of the run's thread; others only look.
    private volatile boolean stored;
    private volatile boolean over;
    private Execution execution;
    private int steps;
    private final List<Step> freshSteps = new ArrayList<>();
    private final List<JsonNode> unsentEvents = new ArrayList<>();
    private final Map<String, Thread> calls = new HashMap<>();
    private final Map<String, Effect.Listen> listens = new LinkedHashMap<>();
    private List<Effect.Listen> begunListens = new ArrayList<>();
    private Map<String, Long> lookedAt = new HashMap<>();
    private List<String> satisfiedListens = new ArrayList<>();
    private List<String> stoppedListens = new ArrayList<>();
    private boolean hasNews;
    // Whether it is elsewhere than it was saved. Saved without need, what kills its replicas would never be told from
    // others.
    private boolean isChanged = true;
    // Until its first advance here; null for a run that begins.
    private JsonNode restoredFrom;
    private volatile long eventsSeen;

    /** What others want of a run. */
    private sealed interface Signal {

        record Done(String effect, Thread by, EffectResult result) implements Signal {}

        record Cancel() implements Signal {}

        record News() implements Signal {}

        record Store() implements Signal {}

        /** Let go of it, and write nothing more. */
        record Drop() implements Signal {}
    }

    private LiveRun(
            Replica replica,
            RunStart start,
            Definition definition,
            Claim claim,
            boolean stored,
            int attempts,
            Instant startedAt) {
        this.replica = replica;
        this.start = start;
        this.definition = definition;
        this.claim = claim;
        this.stored = stored;
        this.attempts = attempts;
        this.startedAt = startedAt;
        this.deadline = startedAt.plus(start.settings().maxDuration());
    }

    /** A run that begins, and is in memory only. */
    static LiveRun fresh(Replica replica, RunStart start, Definition definition, Instant now) {
        return new LiveRun(replica, start, definition, null, false, 1, now.truncatedTo(ChronoUnit.MICROS));
    }

    /** A run that begins, and has been stored as this replica's. */
    static LiveRun accepted(Replica replica, RunStart start, Instant now) {
        return new LiveRun(replica, start, null, null, true, 1, now.truncatedTo(ChronoUnit.MICROS));
    }

    /** A run that goes on. */
    static LiveRun claimed(Replica replica, Claim claim) {
        LiveRun run = new LiveRun(replica, claim.start(), null, claim, true, claim.attempts(), claim.startedAt());
        run.steps = claim.steps();
        run.eventsSeen = claim.events();
        run.hasNews = claim.events() > 0;
        run.restoredFrom = claim.state();
        return run;
    }

    RunStart start() {
        return start;
    }

    int attempts() {
        return attempts;
    }

    /** How many of the events that came for it are known here. */
    long eventsSeen() {
        return eventsSeen;
    }

    boolean isStored() {
        return stored;
    }

    /** Asks that it be stored as soon as may be, and tells when it is. */
    CompletableFuture<Void> store() {
        if (stored) {
            storing.complete(null);
        } else {
            mailbox.add(new Signal.Store());
        }
        return storing;
    }

    /** Wants its end; false when it has ended. */
    boolean cancel() {
        mailbox.add(new Signal.Cancel());
        return !over;
    }

    void tellOfEvents() {
        mailbox.add(new Signal.News());
    }

    void drop() {
        mailbox.add(new Signal.Drop());
    }

    @Override
    public void run() {
        try {
            drive();
        } catch (GoneException gone) {
            LOG.debugf("Run %s goes on elsewhere, later, or not at all", start.id());
            if (!stored) {
                fail(Problem.unavailable("stopping", "The service is stopping.", 1));
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            fail(failure);
        } catch (Error fatal) {
            fail(new IllegalStateException(fatal));
        } finally {
            calls.values().forEach(Thread::interrupt);
            replica.left(this);
            gone.countDown();
        }
    }

    /** Waits until it is out of this replica's hands. */
    void awaitGone(long nanos) throws InterruptedException {
        var _ = gone.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void fail(RuntimeException failure) {
        if (stored) {
            LOG.errorf(failure, "Run %s is left to whoever takes it over", start.id());
        } else {
            storing.completeExceptionally(failure);
            replica.failed(this, failure);
        }
    }

    private void drive() throws GoneException, InterruptedException {
        if (claim != null && claim.isCancelled()) {
            end(RunStatus.CANCELLED, null, RunErrors.cancelled());
            return;
        }
        if (claim != null && claim.takeovers() > replica.config().maxTakeovers()) {
            end(RunStatus.FAULTED, null, RunErrors.poisonous(claim.takeovers()));
            return;
        }
        try {
            begin();
        } catch (RuntimeException unreadable) {
            LOG.errorf(unreadable, "Run %s cannot be begun", start.id());
            end(RunStatus.FAULTED, null, RunErrors.unreadable());
            return;
        }
        try {
            goOn();
        } catch (RuntimeException | StackOverflowError fault) {
            if (fault instanceof RuntimeException failure && Replica.isPassing(failure)) {
                throw failure;
            }
            LOG.errorf(fault, "Run %s cannot go on, or what it has come to cannot be stored", start.id());
            endUnexpectedly();
        }
    }

    private void endUnexpectedly() throws GoneException, InterruptedException {
        try {
            end(RunStatus.FAULTED, null, RunErrors.unexpected());
        } catch (UnstorableException again) {
            LOG.warnf(again, "The last steps of run %s, or its events, cannot be stored", start.id());
            freshSteps.clear();
            unsentEvents.clear();
            end(RunStatus.FAULTED, null, RunErrors.unexpected());
        }
    }

    private void begin() throws GoneException, InterruptedException {
        if (definition == null) {
            definition = replica.patiently(true, () -> replica.definition(start));
        }
        if (claim != null && claim.isUnreadable()) {
            throw new IllegalStateException("Its row cannot be read");
        }
        RunFacts facts = new RunFacts(start.user(), start.id(), start.deploymentId(), start.version(), startedAt);
        execution = claim == null || claim.state() == null
                ? replica.interpreter().begin(definition, facts, start.input())
                : replica.interpreter().restore(definition, facts, claim.state());
    }

    private void goOn() throws GoneException, InterruptedException {
        long saveAfterNanos = replica.config().saveAfter().toNanos();
        long savedNanos = System.nanoTime();
        while (true) {
            Instant now = replica.now();
            if (!now.isBefore(deadline)) {
                end(
                        RunStatus.TIMED_OUT,
                        null,
                        RunErrors.timedOut(start.settings().maxDuration()));
                return;
            }
            Progress progress = execution.advance(now);
            List<Effect.Call> asked = new ArrayList<>();
            findOutWhetherItMoved();
            boolean goesOn = take(progress, asked);
            if (progress.ending() != null) {
                end(progress.ending());
                return;
            }
            Instant wakeAt = earlier(progress.wakeAt(), deadline);
            boolean waits = !goesOn && calls.isEmpty() && asked.isEmpty();
            if (waits && mustWaitLong(now, wakeAt)) {
                putDown(wakeAt);
                return;
            }
            if (!goesOn || !asked.isEmpty() || System.nanoTime() - savedNanos > saveAfterNanos) {
                save();
                savedNanos = System.nanoTime();
            }
            asked.forEach(this::begin);
            // Not before it is saved who listens: only then is it theirs what has come.
            if (!goesOn && hasNews && !listens.isEmpty()) {
                readEvents();
                continue;
            }
            if (!listen(goesOn ? Duration.ZERO : Duration.between(now, wakeAt))) {
                return;
            }
        }
    }

    /** A restored run that only asks again for what it had asked for is where it was saved, with the same listeners. */
    private void findOutWhetherItMoved() {
        if (restoredFrom != null) {
            isChanged = !restoredFrom.equals(replica.runs().reread(execution.state()));
            restoredFrom = null;
        }
    }

    private boolean mustWaitLong(Instant now, Instant wakeAt) {
        return mailbox.isEmpty()
                && !(hasNews && !listens.isEmpty())
                && begunListens.stream().allMatch(listen -> listen.continues() == null)
                && wakeAt.isAfter(now.plus(replica.config().sitOut()));
    }

    /** Takes over what an advance came to, with the calls to be made; whether it can be advanced again at once. */
    private boolean take(Progress progress, List<Effect.Call> asked) {
        isChanged |= !progress.steps().isEmpty() || !progress.abandoned().isEmpty() || progress.hasMore();
        for (Step step : progress.steps()) {
            steps = Math.max(steps, step.number());
            freshSteps.add(step);
        }
        progress.abandoned().forEach(this::abandon);
        for (Effect effect : progress.effects()) {
            switch (effect) {
                case Effect.Call call -> asked.add(call);
                case Effect.Listen listen -> {
                    listens.put(listen.id(), listen);
                    hasNews |= listen.continues() != null;
                    if (isChanged) {
                        begunListens.add(listen);
                    }
                }
                case Effect.Emit emit -> {
                    JsonNode event = event(emit);
                    unsentEvents.add(event);
                    execution.complete(emit.id(), new EffectResult.Success(event));
                }
            }
        }
        return progress.hasMore() || progress.effects().stream().anyMatch(Effect.Emit.class::isInstance);
    }

    private void abandon(String effect) {
        Thread call = calls.remove(effect);
        if (call != null) {
            call.interrupt();
        } else if (listens.remove(effect) != null) {
            begunListens.removeIf(listen -> listen.id().equals(effect));
            stoppedListens.add(effect);
        }
    }

    /** A CloudEvent is told from others by its source and id: they are the same when it is given again. */
    private JsonNode event(Effect.Emit emit) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.setAll((ObjectNode) emit.event());
        putMissing(event, "specversion", "1.0");
        putMissing(event, "id", start.id() + emit.id());
        putMissing(event, "source", "/api/v1/deployments/" + start.deploymentId());
        putMissing(event, "time", replica.now().toString());
        return event;
    }

    private static void putMissing(ObjectNode event, String attribute, String value) {
        if (!event.hasNonNull(attribute)) {
            event.put(attribute, value);
        }
    }

    private void begin(Effect.Call call) {
        Thread thread = Thread.ofVirtual().name("run-call-" + start.id()).unstarted(() -> {
            EffectResult result;
            try {
                result = replica.calls().perform(start.user(), start.id(), call);
            } catch (RuntimeException fault) {
                LOG.errorf(fault, "A call of run %s failed for a fault of ours", start.id());
                result = new EffectResult.Failure(RunErrors.unexpected());
            }
            mailbox.add(new Signal.Done(call.id(), Thread.currentThread(), result));
        });
        calls.put(call.id(), thread);
        thread.start();
    }

    /** Hears what others want, the first of it no longer than {@code patience}; false when the run is over. */
    private boolean listen(Duration patience) throws GoneException, InterruptedException {
        Signal signal = mailbox.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        while (signal != null) {
            switch (signal) {
                case Signal.Done done -> {
                    if (calls.remove(done.effect(), done.by())) {
                        execution.complete(done.effect(), done.result());
                        isChanged = true;
                    }
                }
                case Signal.Cancel cancel -> {
                    end(RunStatus.CANCELLED, null, RunErrors.cancelled());
                    return false;
                }
                case Signal.News news -> hasNews = true;
                case Signal.Store store -> storeIfNeedBe();
                case Signal.Drop drop -> {
                    storeIfNeedBe();
                    throw new GoneException();
                }
            }
            signal = mailbox.poll();
        }
        return true;
    }

    private void storeIfNeedBe() throws GoneException, InterruptedException {
        if (!stored) {
            save();
        }
    }

    /** Completes the listens for which events have come. */
    private void readEvents() throws GoneException, InterruptedException {
        List<EventStore.Come> come =
                replica.patiently(true, () -> replica.events().read(start, EVENTS_AT_ONCE));
        if (come.isEmpty()) {
            throw lost();
        }
        hasNews = come.stream().filter(one -> one.event() != null).count() == EVENTS_AT_ONCE;
        eventsSeen = come.getFirst().events();
        for (EventStore.Come one : come) {
            Effect.Listen listen = one.effect() == null ? null : listens.get(one.effect());
            if (listen == null || one.event() == null || one.id() <= lookedAt.getOrDefault(one.effect(), 0L)) {
                continue;
            }
            lookedAt.put(one.effect(), one.id());
            isChanged = true;
            if (listen.filters().stream().anyMatch(filter -> replica.matcher().matches(filter, one.event()))) {
                listens.remove(listen.id());
                satisfiedListens.add(listen.id());
                execution.complete(
                        listen.id(),
                        new EffectResult.Success(
                                JsonNodeFactory.instance.arrayNode().add(one.event())));
            }
        }
    }

    private void save() throws GoneException, InterruptedException {
        if (stored && !isChanged) {
            return;
        }
        Position position = position();
        boolean isOurs;
        if (stored) {
            isOurs = persist(() -> replica.runs().save(holder(), position));
        } else {
            isOurs = persist(() -> replica.runs()
                            .insert(
                                    start,
                                    position,
                                    replica.id(),
                                    replica.config().lease()))
                    // Sent twice, since nobody heard that it was stored at once.
                    || persist(() -> replica.runs().save(holder(), position));
        }
        saved(isOurs);
        stored = true;
        storing.complete(null);
    }

    private void putDown(Instant wakeAt) throws GoneException, InterruptedException {
        Position position = position();
        if (stored) {
            saved(persist(() -> replica.runs().putDown(holder(), position, eventsSeen, wakeAt)));
        } else {
            persist(() -> replica.runs().insertWaiting(start, position, wakeAt));
            saved(true);
            stored = true;
            storing.complete(null);
        }
        replica.wakeUpAt(wakeAt);
    }

    private void saved(boolean isOurs) throws GoneException {
        if (!isOurs) {
            throw lost();
        }
        isChanged = false;
        freshSteps.clear();
        unsentEvents.clear();
        begunListens = new ArrayList<>();
        lookedAt = new HashMap<>();
        satisfiedListens = new ArrayList<>();
        stoppedListens = new ArrayList<>();
    }

    private GoneException lost() {
        replica.meters().lost();
        LOG.warnf("Run %s is another replica's by now, or its deployment is gone", start.id());
        return new GoneException();
    }

    private Position position() {
        return new Position(
                RunStore.stored(execution.state()), steps, startedAt, StepRows.of(freshSteps, start.settings()));
    }

    private Holder holder() {
        return new Holder(start.user(), start.id(), replica.id(), attempts);
    }

    private void end(Ending ending) throws GoneException, InterruptedException {
        switch (ending) {
            case Ending.Completed completed -> end(RunStatus.COMPLETED, completed.output(), null);
            case Ending.Faulted faulted -> end(RunStatus.FAULTED, null, faulted.error());
        }
    }

    private void end(RunStatus status, JsonNode output, WorkflowError error)
            throws GoneException, InterruptedException {
        calls.values().forEach(Thread::interrupt);
        EndedRun run = new EndedRun(
                start.user(),
                start.id(),
                start.deploymentId(),
                start.version(),
                status,
                output,
                error,
                RunIds.time(start.id()),
                startedAt,
                replica.now().truncatedTo(ChronoUnit.MICROS));
        StepRows fresh = StepRows.of(freshSteps, start.settings());
        // They go with it.
        begunListens = new ArrayList<>();
        lookedAt = new HashMap<>();
        satisfiedListens = new ArrayList<>();
        stoppedListens = new ArrayList<>();
        if (stored) {
            boolean isOurs = persist(() -> replica.runs().end(holder(), start, run, steps, fresh));
            if (!isOurs && !replica.patiently(true, () -> replica.runs().wasEnded(run))) {
                throw lost();
            }
        } else {
            persist(() -> {
                replica.runs().log(start, run, steps, fresh);
                return true;
            });
        }
        over = true;
        replica.ended(run);
        storing.complete(null);
    }

    /** One statement, or, with what concerns events, one transaction; as often as it takes. */
    private boolean persist(BooleanSupplier writing) throws GoneException, InterruptedException {
        ListenerChanges changes = new ListenerChanges(begunListens, lookedAt, satisfiedListens, stoppedListens);
        return replica.persist(this, writing, List.copyOf(unsentEvents), changes);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
