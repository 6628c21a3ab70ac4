package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many athletes, each with a workout, who look at their workouts and log a set now and then. */
final class Crowd {

    private static final int SIZE = 64;

    private final List<Client> athletes = new ArrayList<>();
    private final List<String> workouts = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    Crowd(String door) throws IOException {
        for (int number = 0; number < SIZE; number++) {
            Client athlete = new Client(door, "crowd-" + number);
            athletes.add(athlete);
            workouts.add(athlete.post("/api/v1/workouts", "{}").text("/id"));
        }
    }

    /** The next one looks, or every sixteenth time logs a set. */
    Answer ask() throws IOException {
        int number = turn.getAndIncrement();
        int who = Math.floorMod(number, SIZE);
        return number / SIZE % 16 == 0
                ? athletes.get(who)
                        .post(
                                "/api/v1/workouts/" + workouts.get(who) + "/sets",
                                "{\"exercise\": \"Squat\", \"weight\": 100, \"unit\": \"kg\", \"reps\": 5}")
                : athletes.get(who).get("/api/v1/workouts?limit=5");
    }

    /** How many requests a second are answered to so many who wait for each answer before they ask again. */
    int sustainable(int atOnce, Duration lasting) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        Callable<Integer> user = () -> {
            int answered = 0;
            while (System.nanoTime() - begin < lasting.toNanos()) {
                ask();
                answered++;
            }
            return answered;
        };
        int answered = 0;
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : users.invokeAll(Collections.nCopies(atOnce, user))) {
                answered += each.get();
            }
        }
        return (int) (answered * 1e9 / (System.nanoTime() - begin));
    }
}
