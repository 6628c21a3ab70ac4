package dev.trainyard.kit.notification;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens on a channel of the database ({@code LISTEN}), over a connection of its own that is made again when it is lost. */
public final class ChannelListener {

    private static final Logger LOG = Logger.getLogger(ChannelListener.class);
    private static final int QUIET_MILLIS = 1_000;

    private final String channel;
    private final DataSource own;
    private final ChannelNews news;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private Thread listening;
    // Of the listening thread. True at first, so that a start without success is told, too.
    private boolean connected = true;

    /**
     * A listener that does not listen yet.
     *
     * @param own whose connections have a socket timeout of some seconds: a server that vanished is noticed by the question
     *     that follows each quiet second
     */
    public ChannelListener(String channel, DataSource own, ChannelNews news) {
        this.channel = channel;
        this.own = own;
        this.news = news;
    }

    public void start() {
        listening = Thread.ofVirtual().name(channel + "-listener").start(this::listen);
    }

    /** Waits for the end of the quiet second at most, so that nothing is asked of what is gone by then. */
    public void stop() throws InterruptedException {
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
                                "No news are heard on %s; until they are, nothing is remembered that they are about: %s",
                                channel, lost.getMessage());
                    }
                    connected = false;
                } finally {
                    news.stopHearing();
                }
            } while (!stopping.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection listener = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            news.startHearing();
            connected = true;
            while (stopping.getCount() > 0) {
                PGNotification[] heard = listener.getNotifications(QUIET_MILLIS);
                if (heard == null || heard.length == 0) {
                    // A connection that has died says nothing either.
                    statement.execute("SELECT 1");
                } else {
                    for (PGNotification notification : heard) {
                        news.heard(notification.getParameter());
                    }
                }
            }
        }
    }
}
