package dev.trainyard.quiz.lifecycle;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProblems;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The quizzes that a job fails at again and again: each failure is counted, and each quiz told of once. */
final class Failures {

    private final String counter;
    private final String message;
    private final Logger log;
    private final MeterRegistry metrics;
    private final Set<UUID> stuck = ConcurrentHashMap.newKeySet();

    /**
     * No failures yet.
     *
     * @param counter the name of the metric, by reason
     * @param message what the log says of a quiz, {@code %s}
     */
    Failures(String counter, String message, Logger log, MeterRegistry metrics) {
        this.counter = counter;
        this.message = message;
        this.log = log;
        this.metrics = metrics;
        // Before the first one, too, so that an alert has something to compare with.
        metrics.counter(counter, "reason", "unexpected");
    }

    void add(UUID quiz, RuntimeException failure) {
        String reason = DatabaseProblems.of(failure).map(Problem::code).orElse("unexpected");
        metrics.counter(counter, "reason", reason).increment();
        if (stuck.add(quiz)) {
            log.errorf(failure, message, quiz);
        }
    }

    /** It went well: the next failure of this quiz is told of again. */
    void remove(UUID quiz) {
        stuck.remove(quiz);
    }

    /** Of all others nothing is to be done any more. */
    void retain(Set<UUID> quizzes) {
        stuck.retainAll(quizzes);
    }
}
