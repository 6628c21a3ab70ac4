package dev.trainyard.workout.resolution;

import dev.trainyard.kit.notification.ChannelListener;
import dev.trainyard.kit.notification.ChannelNews;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Hears from the database what any replica has changed of what exercises stand for. While it does not, nothing is
 * remembered.
 */
@Startup
@ApplicationScoped
class ResolutionListener implements ChannelNews {

    private static final String EVERYBODY = "*";

    private final ResolutionMemory memory;
    private final WarmUp warmUp;
    private final ChannelListener listener;

    ResolutionListener(@DataSource("listener") AgroalDataSource own, ResolutionMemory memory, WarmUp warmUp) {
        this.memory = memory;
        this.warmUp = warmUp;
        this.listener = new ChannelListener("exercise_resolution", own, this);
    }

    @PostConstruct
    void start() {
        listener.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        listener.stop();
    }

    @Override
    public void startHearing() {
        memory.startHearing();
        warmUp.once();
    }

    @Override
    public void heard(String user) {
        if (user.equals(EVERYBODY)) {
            memory.forgetAll();
        } else {
            memory.forget(user);
        }
    }

    @Override
    public void stopHearing() {
        memory.stopHearing();
    }
}
