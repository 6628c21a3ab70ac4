package dev.trainyard.deployment.run;

import dev.trainyard.deployment.call.HttpCalls;
import dev.trainyard.deployment.engine.EventMatcher;
import dev.trainyard.deployment.engine.Interpreter;
import dev.trainyard.kit.database.DatabaseProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** This process as a replica. */
@Startup
@ApplicationScoped
class DurableRuns implements Runs {

    private final Replica replica;

    DurableRuns(
            RunStore runs,
            EventStore events,
            RunVersions versions,
            Interpreter interpreter,
            EventMatcher matcher,
            HttpCalls calls,
            @All List<RunEnd> ends,
            RunConfig config,
            DatabaseProbe probe,
            MeterRegistry metrics) {
        replica = new Replica(new Replica.Parts(
                runs,
                events,
                versions,
                interpreter,
                matcher,
                calls::perform,
                ends,
                config,
                probe,
                InstantSource.system(),
                metrics));
    }

    @PostConstruct
    void start() {
        replica.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        replica.stop();
    }

    @Override
    public RunOutcome run(RunStart start, Duration patience) {
        return replica.run(start, patience);
    }

    @Override
    public void accept(RunStart start) {
        replica.accept(start);
    }

    @Override
    public void enqueue(RunStart start) {
        replica.enqueue(start);
    }

    @Override
    public RunOutcome attend(RunStart start, Duration patience) {
        return replica.attend(start, patience);
    }

    @Override
    public void release() {
        replica.lookSoon();
    }

    @Override
    public boolean cancel(String user, UUID id) {
        return replica.cancel(user, id);
    }
}
