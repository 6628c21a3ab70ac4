package dev.trainyard.training.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.training.webhook.EventProcessing.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Works the queue of events off, one transaction each: one that fails waits, and the others go on. */
@ApplicationScoped
class EventJob implements Job {

    private static final Logger LOG = Logger.getLogger(EventJob.class);
    private static final String METRIC = "trainyard.training.webhook.events";

    private final EventProcessing processing;
    private final EventStore events;
    private final WebhookConfig config;
    private final MeterRegistry metrics;

    EventJob(EventProcessing processing, EventStore events, WebhookConfig config, MeterRegistry metrics) {
        this.processing = processing;
        this.events = events;
        this.config = config;
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        metrics.counter(METRIC, "outcome", "dead");
    }

    @Override
    public String name() {
        return "webhook-events";
    }

    @Override
    public Duration interval() {
        return config.every();
    }

    @Override
    public long run(JobRun run) {
        long handled = 0;
        while (!run.isCancelled() && processNext()) {
            run.handled(1);
            handled++;
        }
        return handled;
    }

    /** Whether there was one. */
    private boolean processNext() {
        AtomicReference<UUID> claimed = new AtomicReference<>();
        try {
            Optional<Outcome> outcome = processing.processNext(claimed::set);
            outcome.ifPresent(done -> count(done.state().code()));
            return outcome.isPresent();
        } catch (RuntimeException failure) {
            if (claimed.get() == null) {
                throw failure;
            }
            note(claimed.get(), failure);
            return true;
        }
    }

    private void note(UUID event, RuntimeException failure) {
        Optional<String> known = DatabaseProblems.of(failure).map(Problem::code);
        if (known.filter("database-unavailable"::equals).isPresent()) {
            // Not the event's fault, and there is nowhere to write it down: the job itself is tried again.
            throw failure;
        }
        // Never the message: it may quote what the event is about.
        String reason = known.orElse(name(failure));
        EventState state = events.fail(event, reason, config.maxAttempts(), config.retryAfter());
        count(state == EventState.DEAD ? "dead" : "retried");
        if (known.isEmpty()) {
            LOG.errorf(failure, "Webhook event %s failed and is %s", event, state.code());
        } else {
            LOG.infof("Webhook event %s failed (%s) and is %s", event, reason, state.code());
        }
    }

    private static String name(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        return failure.getCause() instanceof SQLException sql ? type + " " + sql.getSQLState() : type;
    }

    private void count(String outcome) {
        metrics.counter(METRIC, "outcome", outcome).increment();
    }
}
