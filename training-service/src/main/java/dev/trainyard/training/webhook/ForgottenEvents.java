package dev.trainyard.training.webhook;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Removes settled events after their time, a bounded number at once so that it never holds many locks. */
@ApplicationScoped
class ForgottenEvents implements Job {

    private static final int CHUNK = 5_000;

    private final EventStore events;
    private final WebhookConfig config;

    ForgottenEvents(EventStore events, WebhookConfig config) {
        this.events = events;
        this.config = config;
    }

    @Override
    public String name() {
        return "webhook-event-retention";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public long run(JobRun run) {
        Instant oldest = Instant.now().minus(config.retention());
        return run.inChunksOf(CHUNK, () -> events.forget(oldest, CHUNK));
    }
}
