package dev.trainyard.training.oauth;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Removes what users have begun to connect and not come back for. */
@ApplicationScoped
class ForgottenAuthorizations implements Job {

    private static final int CHUNK = 1_000;

    private final AuthorizationStore store;

    ForgottenAuthorizations(AuthorizationStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "forget-authorizations";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public long run(JobRun run) {
        return run.inChunksOf(CHUNK, () -> store.forget(CHUNK));
    }
}
