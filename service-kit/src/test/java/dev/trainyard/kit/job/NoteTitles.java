package dev.trainyard.kit.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job of the kit's small service: it is a bean, and that is all that it takes. */
@ApplicationScoped
class NoteTitles implements Job {

    static final String NAME = "note-titles";

    private final CountDownLatch pause = new CountDownLatch(1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public long run(JobRun run) throws InterruptedException {
        run.handled(2);
        while (!run.isCancelled()) {
            pause.await(50, TimeUnit.MILLISECONDS);
        }
        return 2;
    }
}
