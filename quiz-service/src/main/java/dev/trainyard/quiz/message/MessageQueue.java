package dev.trainyard.quiz.message;

import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.kit.notification.ChannelListener;
import dev.trainyard.kit.notification.ChannelNews;
import dev.trainyard.quiz.message.Replica.Parts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** This process' part in the queue: sends as long as it runs, and looks at once when somebody has enqueued something. */
@ApplicationScoped
class MessageQueue implements ChannelNews {

    // A round takes milliseconds, and begins when the one before is over or this long after it.
    private static final Duration LATE = Duration.ofSeconds(10);

    private final MessageConfig config;
    private final Replica replica;
    private final ChannelListener listener;

    private volatile boolean running;

    MessageQueue(
            @All List<Sender> senders,
            QueueStore store,
            MessageConfig config,
            DatabaseProbe probe,
            MessageMeters meters,
            @DataSource("listener") AgroalDataSource own) {
        this.config = config;
        this.replica = new Replica(new Parts(
                store,
                senders.stream().collect(Collectors.toUnmodifiableMap(Sender::kind, Function.identity())),
                config,
                probe,
                meters));
        this.listener = new ChannelListener(QueuedMessages.NEWS, own, this);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            replica.start();
            listener.start();
            running = true;
        }
    }

    void stop(@Observes ShutdownEvent ended) throws InterruptedException {
        if (running) {
            running = false;
            replica.stop();
            listener.stop();
        }
    }

    /** Whether messages are taken and settled here: not without the database, and not when the clerk is stuck. */
    boolean isRunning() {
        return running && replica.finishedARoundWithin(config.pollEvery().plus(LATE));
    }

    /** How many messages can be sent at once; none on a replica that does not send. */
    long workers() {
        return running ? replica.workers() : 0;
    }

    @Override
    public void startHearing() {
        replica.look();
    }

    @Override
    public void heard(String payload) {
        replica.look();
    }

    @Override
    public void stopHearing() {
        // Polling goes on.
    }
}
