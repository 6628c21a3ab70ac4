package dev.trainyard.quiz.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a replica has taken, for its workers: channels take turns, and the slow ones of a user never have all the workers. */
final class Trains {

    private final int atOnce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // In the order in which they take turns.
    private final Map<UUID, Deque<Train>> waiting = new LinkedHashMap<>();
    // By user: what a channel has is its user's.
    private final Map<String, Integer> active = new HashMap<>();

    /**
     * Messages of one chat, to be sent one after the other.
     *
     * @param takenNanos when they were taken out of the queue
     */
    record Train(List<Taken> messages, long takenNanos) {

        String user() {
            return messages.getFirst().message().user();
        }

        UUID channel() {
            return messages.getFirst().message().channel();
        }

        String receiver() {
            return messages.getFirst().receiver();
        }
    }

    /** For so many workers, of whom a user, and so a channel, has three quarters at the most. */
    Trains(int workers) {
        this.atOnce = Math.max(1, workers * 3 / 4);
    }

    void add(Collection<Train> trains) {
        lock.lock();
        try {
            trains.forEach(train -> waiting.computeIfAbsent(train.channel(), channel -> new ArrayDeque<>())
                    .add(train));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a train; the worker has it until it says {@link #done}. Null when none came. */
    Train take(long patience, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(patience);
        lock.lockInterruptibly();
        try {
            Train next = next();
            while (next == null && left > 0) {
                left = changed.awaitNanos(left);
                next = next();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    void done(Train train) {
        lock.lock();
        try {
            active.merge(train.user(), -1, (had, one) -> had + one == 0 ? null : had + one);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes those out that were taken out of the queue before {@code nanos} and still wait for a worker. */
    List<Train> takeOlderThan(long nanos) {
        return takeWhile(train -> train.takenNanos() - nanos < 0);
    }

    /** Takes those for a receiver out that still wait for a worker. */
    List<Train> takeOf(String receiver) {
        return takeWhile(train -> train.receiver().equals(receiver));
    }

    /** Of each channel the first, as long as they are such. */
    private List<Train> takeWhile(Predicate<Train> isWanted) {
        lock.lock();
        try {
            List<Train> out = new ArrayList<>();
            for (Iterator<Deque<Train>> channels = waiting.values().iterator(); channels.hasNext(); ) {
                Deque<Train> trains = channels.next();
                while (!trains.isEmpty() && isWanted.test(trains.getFirst())) {
                    out.add(trains.removeFirst());
                }
                if (trains.isEmpty()) {
                    channels.remove();
                }
            }
            return out;
        } finally {
            lock.unlock();
        }
    }

    private Train next() {
        return waiting.entrySet().stream()
                .filter(channel ->
                        active.getOrDefault(channel.getValue().getFirst().user(), 0) < atOnce)
                .findFirst()
                .map(channel -> nextOf(channel.getKey()))
                .orElse(null);
    }

    private Train nextOf(UUID channel) {
        Deque<Train> trains = waiting.remove(channel);
        Train train = trains.removeFirst();
        if (!trains.isEmpty()) {
            waiting.put(channel, trains);
        }
        active.merge(train.user(), 1, Integer::sum);
        return train;
    }
}
