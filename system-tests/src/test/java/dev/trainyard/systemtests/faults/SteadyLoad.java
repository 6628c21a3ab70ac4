package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.DEPLOYMENT;
import static dev.trainyard.systemtests.ServiceProcess.QUIZ;
import static dev.trainyard.systemtests.ServiceProcess.TRAINING;
import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Users of some services who read and write at a steady pace, and what they were answered. */
final class SteadyLoad implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 2;

    // So that the users of one load are none of another's.
    private static final AtomicInteger LOADS = new AtomicInteger();

    private final List<Routine> routines = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Latencies latencies = new Latencies();
    private final ScheduledExecutorService users;

    private SteadyLoad(int users) {
        this.users = Executors.newScheduledThreadPool(users);
    }

    /**
     * Two users of each service.
     *
     * @param door gives the address for each request
     */
    static SteadyLoad of(List<String> services, Supplier<String> door) throws IOException {
        SteadyLoad load = new SteadyLoad(USERS * services.size());
        for (String service : services) {
            for (int number = 0; number < USERS; number++) {
                load.routines.add(routine(service, door, service + "-user-" + number + "-" + LOADS.incrementAndGet()));
            }
        }
        load.routines.forEach(load::begin);
        return load;
    }

    private static Routine routine(String service, Supplier<String> door, String user) throws IOException {
        Client client = new Client(door, user);
        return switch (service) {
            case WORKOUT -> new Lifting(client);
            case TRAINING -> new Running(client);
            case DEPLOYMENT -> new Invoking(client);
            case QUIZ -> new Playing(client, new Client(door, user + "-host"));
            default -> throw new IllegalArgumentException("Nobody uses " + service);
        };
    }

    private void begin(Routine routine) {
        var _ = users.scheduleWithFixedDelay(() -> step(routine), 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void step(Routine routine) {
        try {
            Answer answer = routine.next();
            latencies.add(answer.took());
            if (!answer.succeeded()) {
                failures.add(Instant.now() + " " + answer);
            }
        } catch (IOException | RuntimeException lost) {
            failures.add(Instant.now() + " " + lost);
        }
    }

    List<Routine> routines() {
        return List.copyOf(routines);
    }

    /** What took how long, as far as it was answered. */
    Latencies latencies() {
        return latencies;
    }

    /** What was not answered as one hopes, so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Waits until some more were answered. */
    void awaitMore(int requests) {
        int before = latencies.count();
        await().atMost(PATIENCE).until(() -> latencies.count() >= before + requests);
    }

    /** Has everybody finish what they are at. */
    SteadyLoad stop() throws InterruptedException {
        users.shutdown();
        assertTrue(users.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return this;
    }

    /** How many writes were acknowledged. */
    int acknowledged() {
        return routines.stream()
                .mapToInt(routine -> routine.acknowledged().size())
                .sum();
    }

    /** Asserts that the database has what was acknowledged, each once, and nothing else. */
    void assertStoredOnce(Rows rows) {
        for (Routine routine : routines) {
            assertEquals(
                    routine.acknowledged().stream().sorted().toList(),
                    routine.stored(rows).stream().sorted().toList());
        }
    }

    @Override
    public void close() {
        users.shutdownNow();
    }
}
