package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.systemtests.faults.Load.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A bit of everything that users do: each of them reads and writes at every service. */
final class Traffic {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KINDS = 8;

    private Traffic() {}

    /** Has one more user ask. */
    static void add(Load load, Client user) {
        AtomicInteger number = new AtomicInteger();
        load.user("a weight", () -> weight(user, number.incrementAndGet()))
                .user("weights", () -> user.get("/api/v1/body-weights"))
                .user("an activity", () -> activity(user))
                .user("activities", () -> user.get("/api/v1/activities"))
                .user("a workflow", () -> workflow(user, number.incrementAndGet()))
                .user("workflows", () -> user.get("/api/v1/workflows"))
                .user("a quiz", () -> quiz(user))
                .user("quizzes", () -> user.get("/api/v1/quizzes"));
    }

    private static Client.Answer weight(Client user, int number) throws IOException {
        return user.put("/api/v1/body-weights/2026-03-29", """
                {"weight": %d, "unit": "kg"}
                """.formatted(60 + number % 40));
    }

    private static Client.Answer activity(Client user) throws IOException {
        return user.post("/api/v1/activities", """
                {"type": "run", "startedAt": "2026-03-01T07:00:00Z", "durationSeconds": 3600}
                """);
    }

    private static Client.Answer workflow(Client user, int number) throws IOException {
        return user.post("/api/v1/workflows", """
                {"definition": {
                  "document": {"dsl": "1.0.0", "namespace": "tests", "name": "w%d", "version": "1.0.0"},
                  "do": [{"after": {"set": {"done": true}}}]}}
                """.formatted(number));
    }

    private static Client.Answer quiz(Client user) throws IOException {
        return user.post("/api/v1/quizzes", """
                {"title": "Anatomy",
                 "questions": [{"kind": "text", "text": "The longest bone?", "acceptedTexts": ["femur"]}]}
                """);
    }

    /** Waits until every kind of request has succeeded that began from now on. */
    static void awaitSuccess(Load load) {
        long now = System.nanoTime();
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Sample> begun = load.since(now).stream()
                    .filter(sample -> sample.begin() > now)
                    .toList();
            assertEquals(
                    KINDS,
                    begun.stream()
                            .filter(Sample::succeeded)
                            .map(Sample::what)
                            .distinct()
                            .count(),
                    () -> "Of %d, one that failed: %s"
                            .formatted(
                                    begun.size(),
                                    begun.stream()
                                            .filter(sample -> !sample.succeeded())
                                            .findFirst()));
        });
    }
}
