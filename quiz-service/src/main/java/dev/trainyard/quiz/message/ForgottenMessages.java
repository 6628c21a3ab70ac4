package dev.trainyard.quiz.message;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes settled messages after their time or with their channel, and what is known of chats that are quiet; a bounded
 * number at once so that it never holds many locks.
 */
@ApplicationScoped
class ForgottenMessages implements Job {

    private static final int CHUNK = 5_000;

    private final MessageStore messages;
    private final MessageConfig config;

    ForgottenMessages(MessageStore messages, MessageConfig config) {
        this.messages = messages;
        this.config = config;
    }

    @Override
    public String name() {
        return "message-retention";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    /** How many rows were removed. */
    @Override
    public long run(JobRun run) {
        Instant oldest = Instant.now().minus(config.retention());
        long forgotten = run.inChunksOf(CHUNK, () -> messages.forget(oldest, CHUNK));
        forgotten += run.inChunksOf(CHUNK, () -> messages.forgetRemoved(CHUNK));
        forgotten += run.inChunksOf(CHUNK, () -> messages.forgetChats(CHUNK));
        return forgotten + run.inChunksOf(CHUNK, () -> messages.forgetChannels(CHUNK));
    }
}
