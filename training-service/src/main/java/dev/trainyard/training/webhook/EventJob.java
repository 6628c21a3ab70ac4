package dev.trainyard.training.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.training.webhook.EventProcessing.EventFailed;
import dev.trainyard.training.webhook.EventProcessing.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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
        try {
            Optional<Outcome> outcome = processing.processNext();
            outcome.ifPresent(done -> count(done.state().code()));
            return outcome.isPresent();
        } catch (EventFailed failed) {
            note(failed);
            return true;
        }
    }

    private void note(EventFailed failed) {
        Optional<String> known = DatabaseProblems.of(failed).map(Problem::code);
        if (known.filter("database-unavailable"::equals).isPresent()) {
            // Not the event's fault, and there is nowhere to write it down: the job itself is tried again.
            throw failed;
        }
        // Never the message: it may quote what the event is about.
        String reason = known.orElse(name(failed.getCause()));
        EventState state = events.fail(failed.event(), reason, config.maxAttempts(), config.retryAfter());
        count(state == EventState.DEAD ? "dead" : "retried");
        if (known.isEmpty()) {
            LOG.errorf(failed.getCause(), "Webhook event %s failed and is %s", failed.event(), state.code());
        } else {
            LOG.infof("Webhook event %s failed (%s) and is %s", failed.event(), reason, state.code());
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
