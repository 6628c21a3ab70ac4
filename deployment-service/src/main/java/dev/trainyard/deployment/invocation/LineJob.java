package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.invocation.LineStore.Place;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Calls up those in line whom nobody has called up: the replica of the run that ended died just then, or the limit was
 * changed.
 */
@ApplicationScoped
class LineJob implements Job {

    private static final int CHUNK = 100;

    private final LineStore store;
    private final Line line;
    private final InvocationConfig config;

    LineJob(LineStore store, Line line, InvocationConfig config) {
        this.store = store;
        this.line = line;
        this.config = config;
    }

    @Override
    public String name() {
        return "invocation-line";
    }

    @Override
    public Duration interval() {
        return config.lineEvery();
    }

    @Override
    public long run(JobRun run) {
        long begun = 0;
        for (Place stalled : store.stalled(CHUNK)) {
            if (run.isCancelled()) {
                break;
            }
            begun += line.callUp(stalled.user(), stalled.deployment());
        }
        return begun;
    }
}
