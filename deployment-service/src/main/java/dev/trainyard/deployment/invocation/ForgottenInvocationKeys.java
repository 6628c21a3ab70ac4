package dev.trainyard.deployment.invocation;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Removes keys after their 24 hours, a bounded number at a time so that it never holds many locks. */
@ApplicationScoped
class ForgottenInvocationKeys implements Job {

    private static final int CHUNK = 5_000;

    private final KeyStore keys;

    ForgottenInvocationKeys(KeyStore keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "forget-invocation-keys";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public long run(JobRun run) {
        return run.inChunksOf(CHUNK, () -> keys.forget(CHUNK));
    }
}
