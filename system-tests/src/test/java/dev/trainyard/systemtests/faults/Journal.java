package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What clients know of their writes. What was not answered, or with a 5xx, they send again under the same
 * {@code Idempotency-Key} until it is acknowledged; some they leave as it is, and never learn what became of it.
 */
final class Journal {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TOO_MANY_REQUESTS = 429;

    /** Refusals that say that somebody is at it: come back. */
    private static final Set<String> COME_BACK = Set.of("idempotency-key-in-flight", "payout-is-being-sent");

    /** What clients know of a write in the end. */
    enum Fate {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    /**
     * A write.
     *
     * @param tag by which it is found in what is stored; also its {@code Idempotency-Key}
     * @param parts how many rows it makes, all of them or none
     * @param settled refusals of a repetition that say that it was done
     * @param mayBeLeft whether nobody needs to know what became of it
     * @param headers names and values in turn
     */
    record Write(
            String kind,
            String tag,
            String method,
            String path,
            String body,
            int parts,
            Set<String> settled,
            boolean mayBeLeft,
            List<String> headers) {

        static Write of(String kind, String tag, String method, String path, String body) {
            return new Write(kind, tag, method, path, body, 1, Set.of(), true, List.of());
        }

        Write parts(int number) {
            return new Write(kind, tag, method, path, body, number, settled, mayBeLeft, headers);
        }

        /** Of which more depends: it is sent until it is acknowledged, or refused in one of these ways. */
        Write needed(String... settledBy) {
            return new Write(kind, tag, method, path, body, parts, Set.of(settledBy), false, headers);
        }

        Write headers(String... more) {
            return new Write(kind, tag, method, path, body, parts, settled, mayBeLeft, List.of(more));
        }

        private String[] allHeaders() {
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of("Idempotency-Key", tag));
            return all.toArray(String[]::new);
        }
    }

    /**
     * A write and what became of it.
     *
     * @param sent how often
     * @param unanswered how often it was not said whether it was done
     * @param isReplayed whether the answer that acknowledged it was a remembered one
     * @param last the last answer; null when there was none
     */
    record Entry(Write write, Client client, Fate fate, int sent, int unanswered, boolean isReplayed, Answer last) {

        boolean isAcknowledged() {
            return fate == Fate.ACKNOWLEDGED;
        }

        String user() {
            return client.user();
        }

        @Override
        public String toString() {
            return "%s %s of %s: %s after %d times, last %s"
                    .formatted(write.kind(), write.tag(), user(), fate, sent, last);
        }
    }

    /**
     * What became of the writes of a kind.
     *
     * @param unknown of which it was unknown at some time whether they were done
     * @param repeated how many times one was sent again
     * @param replayed that had been done though nobody had said so, and were acknowledged as such
     * @param left never asked about again
     * @param leftThere those of them that were done
     * @param faults each write that is not as it was promised
     */
    record Tally(
            String kind,
            long acknowledged,
            long unknown,
            long repeated,
            long replayed,
            long left,
            long leftThere,
            long lost,
            long doubled,
            long half,
            List<String> faults) {

        String seen() {
            return "%,d acknowledged; %d unknown meanwhile, %d sent again, %d answered as done before; %d left unknown, of which %d are there; %d lost, %d doubled, %d by half"
                    .formatted(acknowledged, unknown, repeated, replayed, left, leftThere, lost, doubled, half);
        }
    }

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<String> internalErrors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tags = new AtomicInteger();
    private final AtomicInteger repetitions = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Random choice;

    Journal(long seed) {
        this.choice = new Random(seed);
    }

    /** A name that nothing else has. */
    String tag(String kind) {
        return kind + "-" + tags.incrementAndGet();
    }

    /**
     * Writes, again and again until it is acknowledged.
     *
     * @return the answer that acknowledged it; empty when it was left, or refused
     * @throws IllegalStateException when it was not to be had for minutes
     */
    Optional<Answer> write(Client client, Write write) throws IOException {
        long begin = System.nanoTime();
        int sent = 0;
        int unanswered = 0;
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            sent++;
            Answer answer = null;
            boolean isUnknown = false;
            try {
                answer = client.send(write.method(), write.path(), write.body(), write.allHeaders());
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException broken) {
                isUnknown = true;
            }
            if (answer != null && answer.status() == 500) {
                internalErrors.add(answer.toString());
            }
            isUnknown |= answer != null && answer.status() >= 500;
            unanswered += isUnknown ? 1 : 0;
            if (answer != null && isDone(answer, write)) {
                boolean isReplayed = answer.header("Idempotency-Replayed").isPresent();
                add(new Entry(write, client, Fate.ACKNOWLEDGED, sent, unanswered, isReplayed, answer));
                return Optional.of(answer);
            }
            if (!isUnknown && !mustComeBack(answer)) {
                add(new Entry(write, client, Fate.REFUSED, sent, unanswered, false, answer));
                return Optional.empty();
            }
            if (isUnknown && write.mayBeLeft() && sent == 1 && isLeft(answer)) {
                add(new Entry(write, client, Fate.UNKNOWN, sent, unanswered, false, answer));
                return Optional.empty();
            }
            Client.pause();
        }
        throw new IllegalStateException("Not acknowledged within " + PATIENCE + ": " + write);
    }

    /** Of those that broke off many, which may have been done; of those that were told to come back later a few. */
    private boolean isLeft(Answer answer) {
        return choice.nextInt(answer == null || answer.status() != 503 ? 3 : 20) == 0;
    }

    /**
     * Sends some of the acknowledged writes of a kind once more, whatever has happened since.
     *
     * @return each that was not answered as it had been, as a repetition
     */
    List<String> repeat(String kind, int some) throws IOException {
        List<String> faults = new ArrayList<>();
        List<Entry> all =
                new ArrayList<>(of(kind).stream().filter(Entry::isAcknowledged).toList());
        Collections.shuffle(all, choice);
        for (Entry entry : all.subList(0, Math.min(some, all.size()))) {
            Write write = entry.write();
            Answer again = entry.client().send(write.method(), write.path(), write.body(), write.allHeaders());
            if (again.header("Idempotency-Replayed").isEmpty()
                    || !again.text("/id").equals(entry.last().text("/id"))) {
                faults.add("repeated: " + again + " of " + entry);
            }
            repetitions.incrementAndGet();
        }
        return faults;
    }

    /** How many were sent once more after all that. */
    int repetitions() {
        return repetitions.get();
    }

    private void add(Entry entry) {
        entries.add(entry);
        if (entry.isAcknowledged()) {
            acknowledged.incrementAndGet();
        }
    }

    private static boolean isDone(Answer answer, Write write) {
        return answer.succeeded() || write.settled().contains(problem(answer));
    }

    private static boolean mustComeBack(Answer answer) {
        return answer.status() == TOO_MANY_REQUESTS || COME_BACK.contains(problem(answer));
    }

    private static String problem(Answer answer) {
        return answer.text("/type").replace("urn:problem:", "");
    }

    /** How many writes have been acknowledged by now. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Those of a kind, in no order. */
    List<Entry> of(String kind) {
        return entries.stream()
                .filter(entry -> entry.write().kind().equals(kind))
                .toList();
    }

    /** What was refused though nothing was wrong with it. */
    List<String> refused() {
        return entries.stream()
                .filter(entry -> entry.fate() == Fate.REFUSED)
                .map(entry -> entry.write().kind() + ": " + entry.last())
                .toList();
    }

    /** Answers that say that it was our mistake. */
    List<String> internalErrors() {
        return List.copyOf(internalErrors);
    }

    /** Compares the writes of a kind with what is stored: the number of rows by tag. */
    Tally tally(String kind, Map<String, Integer> stored) {
        List<Entry> all = of(kind);
        List<String> faults = new ArrayList<>();
        long lost = 0;
        long doubled = 0;
        long half = 0;
        for (Entry entry : all) {
            int rows = stored.getOrDefault(entry.write().tag(), 0);
            int parts = entry.write().parts();
            boolean isLost = rows == 0 && entry.isAcknowledged();
            boolean isFoul = rows > 0 && entry.fate() == Fate.REFUSED;
            lost += isLost ? 1 : 0;
            doubled += rows > parts ? 1 : 0;
            half += rows > 0 && rows < parts ? 1 : 0;
            if (isLost || isFoul || (rows > 0 && rows != parts)) {
                faults.add("%d of %d rows of %s".formatted(rows, parts, entry));
            }
        }
        return new Tally(
                kind,
                count(all, Fate.ACKNOWLEDGED),
                all.stream().filter(entry -> entry.unanswered() > 0).count(),
                all.stream().mapToInt(entry -> entry.sent() - 1).sum(),
                all.stream()
                        .filter(entry -> entry.isReplayed() && entry.unanswered() > 0)
                        .count(),
                count(all, Fate.UNKNOWN),
                all.stream()
                        .filter(entry -> entry.fate() == Fate.UNKNOWN
                                && stored.containsKey(entry.write().tag()))
                        .count(),
                lost,
                doubled,
                half,
                faults);
    }

    private static long count(List<Entry> entries, Fate fate) {
        return entries.stream().filter(entry -> entry.fate() == fate).count();
    }
}
