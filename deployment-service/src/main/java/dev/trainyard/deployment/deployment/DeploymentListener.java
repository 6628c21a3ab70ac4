package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.notification.ChannelListener;
import dev.trainyard.kit.notification.ChannelNews;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/** Hears from the database which deployments any replica has changed. While it does not, none is remembered. */
@Startup
@ApplicationScoped
class DeploymentListener implements ChannelNews {

    private final DeploymentMemory memory;
    private final ChannelListener listener;

    DeploymentListener(@DataSource("listener") AgroalDataSource own, DeploymentMemory memory) {
        this.memory = memory;
        this.listener = new ChannelListener("deployment_changed", own, this);
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
    }

    @Override
    public void heard(String payload) {
        memory.forget(UUID.fromString(payload));
    }

    @Override
    public void stopHearing() {
        memory.stopHearing();
    }
}
