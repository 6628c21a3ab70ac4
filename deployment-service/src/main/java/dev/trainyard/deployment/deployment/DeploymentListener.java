package dev.trainyard.deployment.deployment;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from the database which deployments any replica has changed, over a connection of its own. While it has none, no
 * deployment is remembered.
 */
@Startup
@ApplicationScoped
class DeploymentListener {

    private static final Logger LOG = Logger.getLogger(DeploymentListener.class);
    private static final int QUIET_MILLIS = 1_000;

    private final AgroalDataSource own;
    private final DeploymentMemory memory;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private Thread listening;
    // Of the listening thread. True at first, so that a start without success is told, too.
    private boolean connected = true;

    DeploymentListener(@DataSource("listener") AgroalDataSource own, DeploymentMemory memory) {
        this.own = own;
        this.memory = memory;
    }

    @PostConstruct
    void start() {
        listening = Thread.ofVirtual().name("deployment-listener").start(this::listen);
    }

    /** Waits for the end of the quiet second at most, so that nothing is asked of what is gone by then. */
    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping.countDown();
        listening.join(Duration.ofSeconds(2));
    }

    private void listen() {
        try {
            do {
                try (Connection connection = own.getConnection()) {
                    hear(connection);
                } catch (SQLException | RuntimeException lost) {
                    if (connected && stopping.getCount() > 0) {
                        LOG.warnf(
                                "Nothing is heard of changed deployments; until it is, they are read each time: %s",
                                lost.getMessage());
                    }
                    connected = false;
                } finally {
                    memory.stopHearing();
                }
            } while (!stopping.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection news = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN deployment_changed");
            memory.startHearing();
            connected = true;
            while (stopping.getCount() > 0) {
                PGNotification[] heard = news.getNotifications(QUIET_MILLIS);
                if (heard == null || heard.length == 0) {
                    // A connection that has died says nothing either.
                    statement.execute("SELECT 1");
                } else {
                    for (PGNotification change : heard) {
                        memory.forget(UUID.fromString(change.getParameter()));
                    }
                }
            }
        }
    }
}
