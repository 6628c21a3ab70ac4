package dev.trainyard.kit.database;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The connections that the pool holds, lent or not. The pool itself gives up a lent one only behind whatever else it has to
 * do, such as waiting for a new one.
 */
@Singleton
class PooledConnections implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(PooledConnections.class);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    @Override
    public void onConnectionCreate(Connection connection) {
        open.add(connection);
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        open.remove(connection);
    }

    /** Ends all of them at once: whoever waits for an answer over one gets a failure instead. */
    void abort() {
        for (Connection connection : open) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ended) {
                LOG.debug("A connection could not be given up", ended);
            }
        }
    }
}
