package dev.trainyard.quiz.message;

import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.quiz.message.QueueStore.Room;
import dev.trainyard.quiz.message.QueueStore.Round;
import dev.trainyard.quiz.message.Report.Ending;
import dev.trainyard.quiz.message.Taken.Chat;
import dev.trainyard.quiz.message.Trains.Train;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One replica of those that share the queue. One thread alone, the clerk, talks to the database: in one transaction it writes
 * down what has become of messages and takes new ones, as many at once as have gathered meanwhile. The workers send, and
 * hold no connection.
 */
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);

    // A limit leaves room again within a second.
    private static final Duration PACED = Duration.ofMillis(50);
    private static final Duration AT_ONCE = Duration.ZERO;
    // What has waited for a worker for longer had better been left to others.
    private static final long TOO_LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    // And after this it is left to them.
    private static final long LEFT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Parts parts;
    private final long leaseNanos;
    private final List<Thread> threads = new ArrayList<>();
    private final Trains trains;
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private final Pauses pauses = new Pauses();
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch halted = new CountDownLatch(1);
    private volatile boolean waitedTooLong;
    private volatile boolean hasFinishedARound;
    private volatile long finishedNanos;

    // Of the clerk.
    private final Unsettled unsettled = new Unsettled();
    private final Map<String, Integer> holds = new HashMap<>();
    private int held;
    private int target;
    private long lookedForLostNanos;
    private boolean failing;

    /** What a replica works with; all of it could be shared with others. */
    record Parts(
            QueueStore store,
            Map<String, Sender> senders,
            MessageConfig config,
            DatabaseProbe probe,
            MessageMeters meters) {}

    Replica(Parts parts) {
        this.parts = parts;
        this.trains = new Trains(parts.config().workers());
        this.target = parts.config().workers();
        this.leaseNanos = parts.config().lease().toNanos();
        this.lookedForLostNanos = System.nanoTime() - parts.config().pollEvery().toNanos();
    }

    void start() {
        threads.add(Thread.ofVirtual().name("message-clerk").start(this::keep));
        for (int i = 0; i < parts.config().workers(); i++) {
            threads.add(Thread.ofVirtual().name("message-worker-" + i).start(this::work));
        }
        LOG.infof("Message queue started with %d workers", parts.config().workers());
    }

    /** Looks at once for what is ready. */
    void look() {
        wake.release();
    }

    /** Whether the clerk has finished a round lately: whether messages are taken, and what became of them is written down. */
    boolean finishedARoundWithin(Duration time) {
        return hasFinishedARound && System.nanoTime() - finishedNanos < time.toNanos();
    }

    /** How many workers there are to send. */
    long workers() {
        return threads.stream().skip(1).filter(Thread::isAlive).count();
    }

    /** Ends as a killed process would: nothing more is written down. */
    void halt() throws InterruptedException {
        stopping.countDown();
        halted.countDown();
        wake.release();
        threads.subList(1, threads.size()).forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Puts back what is not being sent, and waits for the rest as long as is configured. */
    void stop() throws InterruptedException {
        stopping.countDown();
        long until = System.nanoTime() + parts.config().stopWithin().toNanos();
        List<Thread> workers = threads.subList(1, threads.size());
        for (Thread worker : workers) {
            worker.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
        for (Thread worker : workers) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(1));
        }
        halted.countDown();
        wake.release();
        threads.getFirst().join(parts.config().stopWithin());
        putBack(trains.takeOlderThan(System.nanoTime()));
        drain();
        if (!unsettled.reports().isEmpty()) {
            parts.store().round(unsettled.reports(), nothing());
        }
    }

    private void keep() {
        Duration patience = AT_ONCE;
        while (halted.getCount() > 0) {
            try {
                if (wake.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                patience = halted.getCount() > 0
                                && parts.probe().answering()
                                && parts.probe().migrated()
                        ? round()
                        : parts.config().pollEvery();
            } catch (InterruptedException stray) {
                // Who ends the clerk says so by the latch.
                patience = AT_ONCE;
            }
        }
    }

    /** One transaction; how long to wait for the next if nothing happens. */
    private Duration round() {
        try {
            putBack(trains.takeOlderThan(System.nanoTime() - LEFT_NANOS));
            drain();
            lookForLost();
            Room room = room();
            List<Report> settled = unsettled.reports();
            Round round = parts.store().round(settled, room);
            unsettled.clear();
            settled.stream()
                    .filter(report -> report.ending() == Ending.SLOWED)
                    .forEach(report -> pauses.told(report.taken().receiver()));
            pauses.forgetThoseThatAreOver();
            adapt(settled.size());
            begin(round.taken());
            settled.forEach(report -> parts.meters().settled(report.ending()));
            parts.meters().paced(round.paced());
            failing = false;
            finishedNanos = System.nanoTime();
            hasFinishedARound = true;
            return patience(round, room);
        } catch (Throwable failure) {
            // Also an Error: without its clerk a replica would keep what it has, and look as if it worked.
            if (!failing && halted.getCount() > 0) {
                DatabaseProblems.of(failure)
                        .ifPresentOrElse(
                                known -> LOG.warnf("The message queue rests (%s); trying again", known.code()),
                                () -> LOG.error("The message queue rests; trying again", failure));
            }
            failing = true;
            return parts.config().pollEvery();
        }
    }

    private void lookForLost() {
        if (System.nanoTime() - lookedForLostNanos < parts.config().pollEvery().toNanos()) {
            return;
        }
        lookedForLostNanos = System.nanoTime();
        for (Taken lost : parts.store().lost()) {
            // Not held here, or for too long. What is known of it here has only not been written down.
            if (unsettled.addLost(lost)) {
                parts.meters().lost();
            }
        }
    }

    private void drain() {
        for (Report report = reports.poll(); report != null; report = reports.poll()) {
            unsettled.add(report);
            held--;
            holds.merge(report.taken().message().user(), -1, (had, one) -> had + one == 0 ? null : had + one);
        }
    }

    private Room room() {
        if (stopping.getCount() == 0) {
            return nothing();
        }
        // Some places are kept for other users, should the receivers of this one be slow.
        return new Room(
                parts.senders().keySet(), Math.max(0, target - held), Math.max(1, target * 3 / 4), Map.copyOf(holds));
    }

    private Room nothing() {
        return new Room(parts.senders().keySet(), 0, 0, Map.of());
    }

    private void begin(List<Taken> taken) {
        Map<Chat, List<Taken>> byChat = new LinkedHashMap<>();
        for (Taken message : taken) {
            held++;
            holds.merge(message.message().user(), 1, Integer::sum);
            byChat.computeIfAbsent(message.chat(), chat -> new ArrayList<>()).add(message);
        }
        long now = System.nanoTime();
        trains.add(byChat.values().stream()
                .map(messages -> new Train(messages, now))
                .toList());
    }

    /** Takes more at once while workers run dry as fast as they get something, and less when what was taken waits. */
    private void adapt(int settled) {
        if (waitedTooLong) {
            target = Math.max(parts.config().workers(), target / 2);
            waitedTooLong = false;
        } else if (settled >= target / 2 && trains.isEmpty()) {
            target = Math.min(Math.max(parts.config().maxTaken(), parts.config().workers()), target * 2);
        }
    }

    private Duration patience(Round round, Room room) {
        if (room.messages() > 0 && (!round.taken().isEmpty() || round.putOff() > 0)) {
            return AT_ONCE;
        }
        Duration patience = parts.config().pollEvery();
        if (round.paced() > 0) {
            patience = min(patience, PACED);
        }
        return round.nextDue() == null ? patience : min(patience, round.nextDue());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void work() {
        while (stopping.getCount() > 0) {
            try {
                Train train = trains.take(100, TimeUnit.MILLISECONDS);
                if (train != null) {
                    send(train);
                }
            } catch (InterruptedException stray) {
                // Who ends a worker says so by the latch: what a sender has left behind does not.
            } catch (Throwable broken) {
                LOG.error("A worker of the message queue broke; it goes on", broken);
            }
        }
    }

    private void send(Train train) {
        Iterator<Taken> messages = train.messages().iterator();
        try {
            if (System.nanoTime() - train.takenNanos() > TOO_LONG_NANOS) {
                waitedTooLong = true;
            }
            boolean goesOn = true;
            while (goesOn && messages.hasNext() && mayBegin(train)) {
                Ending ending = send(messages.next());
                wake.release();
                goesOn = ending == Ending.SENT || ending == Ending.REFUSED;
            }
        } finally {
            messages.forEachRemaining(this::putBack);
            trains.done(train);
            wake.release();
        }
    }

    private boolean mayBegin(Train train) {
        // Half of the lease is for the sender.
        return stopping.getCount() > 0
                && System.nanoTime() - train.takenNanos() < leaseNanos / 2
                && !pauses.hold(train.receiver(), train.takenNanos());
    }

    /** Whatever happens, there is a report: else the message would be under way until its lease ends. */
    private Ending send(Taken taken) {
        Report report = Report.of(taken, Ending.FAILED, "the sender failed");
        long begunNanos = System.nanoTime();
        try {
            report = Report.of(taken, parts.senders().get(taken.kind()).send(taken.message()));
        } catch (Throwable broken) {
            LOG.errorf(broken, "The sender of %s failed at message %s", taken.kind(), taken.id());
        } finally {
            pauseAfter(report);
            reports.add(report);
            parts.meters().sent(taken.kind(), System.nanoTime() - begunNanos);
        }
        return report.ending();
    }

    /** Before it is reported, so that nobody begins anything in between. */
    private void pauseAfter(Report report) {
        if (report.ending() == Ending.SLOWED) {
            String receiver = report.taken().receiver();
            pauses.begin(receiver, report.pause());
            trains.takeOf(receiver).forEach(train -> train.messages().forEach(this::putBack));
        }
    }

    private void putBack(List<Train> left) {
        if (!left.isEmpty()) {
            waitedTooLong = true;
        }
        left.forEach(train -> train.messages().forEach(this::putBack));
    }

    private void putBack(Taken message) {
        reports.add(Report.of(message, Ending.UNSENT, null));
    }
}
