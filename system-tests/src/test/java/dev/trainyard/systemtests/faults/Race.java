package dev.trainyard.systemtests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Clients who do something to one and the same thing at the same moment; who is told to come back later does. */
final class Race {

    private static final int BUSY = 503;
    private static final int CONFLICT = 409;
    private static final int STALE = 412;
    private static final int OUR_MISTAKE = 500;
    private static final int ENOUGH = 200;

    private final Class<?> test;
    private final int clients;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

    /** Races of so many clients, which are findings of {@code test}. */
    Race(Class<?> test, int clients) {
        this.test = test;
        this.clients = clients;
    }

    /** One who takes part. */
    @FunctionalInterface
    interface Contender {
        Answer run(int number) throws IOException;
    }

    /** A number in a resource with a version, that is raised by one. */
    record Counter(String what, Client client, String method, String path, String pointer, IntFunction<String> body) {}

    /** Has all of them begin at once. */
    List<Answer> of(int contenders, Contender contender) throws IOException {
        CyclicBarrier start = new CyclicBarrier(contenders);
        return all(contenders, number -> {
            try {
                start.await();
            } catch (Exception stopped) {
                throw new IllegalStateException(stopped);
            }
            return insist(() -> contender.run(number));
        });
    }

    @FunctionalInterface
    private interface Task<T> {
        T run(int number) throws IOException;
    }

    private static <T> List<T> all(int number, Task<T> task) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> begun = IntStream.range(0, number)
                    .mapToObj(one -> threads.submit(() -> task.run(one)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : begun) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @FunctionalInterface
    private interface Question {
        Answer ask() throws IOException;
    }

    private Answer insist(Question question) throws IOException {
        for (int attempt = 0; attempt < ENOUGH; attempt++) {
            Answer answer = question.ask();
            asked.incrementAndGet();
            if (answer.status() == OUR_MISTAKE) {
                mistakes.add(answer.toString());
            }
            if (answer.status() != BUSY) {
                return answer;
            }
            told.incrementAndGet();
            Client.pause();
        }
        throw new IllegalStateException("Told to come back " + ENOUGH + " times");
    }

    /**
     * Has clients raise a number by one, each {@code times} times, by what they have read; and checks that no step was lost,
     * that each version was acknowledged once and none is missing, and that the last one is what is there.
     *
     * @return how many changes were refused because they had been made by an older version
     */
    int count(Counter counter, int clients, int times) throws IOException {
        Answer before = counter.client().get(counter.path());
        int first = number(before, counter);
        long version = version(before);
        AtomicInteger stale = new AtomicInteger();
        Queue<Integer> steps = new ConcurrentLinkedQueue<>();
        Queue<Long> versions = new ConcurrentLinkedQueue<>();
        all(clients, _ -> {
            for (int done = 0; done < times; ) {
                Answer read = insist(() -> counter.client().get(counter.path()));
                int next = number(read, counter) + 1;
                Answer written = insist(() -> counter.client()
                        .send(
                                counter.method(),
                                counter.path(),
                                counter.body().apply(next),
                                "If-Match",
                                read.header("ETag").orElseThrow()));
                if (written.succeeded()) {
                    steps.add(next);
                    versions.add(version(written));
                    done++;
                } else {
                    assertEquals(STALE, written.status(), written::toString);
                    stale.incrementAndGet();
                }
            }
            return null;
        });
        int changes = clients * times;
        Answer after = counter.client().get(counter.path());
        assertEquals(
                IntStream.rangeClosed(first + 1, first + changes).boxed().toList(),
                steps.stream().sorted().toList(),
                counter.what());
        assertEquals(
                IntStream.rangeClosed(1, changes)
                        .mapToObj(step -> version + step)
                        .toList(),
                versions.stream().sorted().toList(),
                counter.what());
        assertEquals(first + changes, number(after, counter), counter.what());
        assertEquals(version + changes, version(after), counter.what());
        return stale.get();
    }

    private static int number(Answer answer, Counter counter) {
        return Integer.parseInt(answer.text(counter.pointer()));
    }

    private static long version(Answer answer) {
        return Long.parseLong(answer.header("ETag").orElseThrow().replace("\"", ""));
    }

    /** The only one of these answers with this status; the others are refusals of this type. */
    static Answer winner(List<Answer> answers, int status, String refusal) {
        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == status).toList();
        assertEquals(1, won.size(), answers::toString);
        answers.stream()
                .filter(answer -> answer.status() != status)
                .forEach(answer -> assertEquals(
                        CONFLICT + " urn:problem:" + refusal,
                        answer.status() + " " + answer.text("/type"),
                        answer::toString));
        return won.getFirst();
    }

    /** Adds to the table what was found. */
    void found(String done, String promised, String seen) {
        Findings.add(
                test,
                "race, two replicas: " + done,
                "%d clients at once; %,d requests, %d told to come back".formatted(clients, asked.get(), told.get()),
                promised,
                seen);
    }

    /** Checks that nothing was answered as our mistake. */
    void assertNoMistakes() {
        assertEquals(List.of(), List.copyOf(mistakes));
    }
}
