package dev.trainyard.training.token;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the connections that the pool lends to each thread. */
@Singleton
class LentConnections implements AgroalPoolInterceptor {

    private final Map<Thread, Integer> lent = new ConcurrentHashMap<>();

    @Override
    public void onConnectionAcquire(Connection connection) {
        lent.merge(Thread.currentThread(), 1, Integer::sum);
    }

    /** How many were lent to this thread while {@code work} ran. */
    int during(Runnable work) {
        lent.remove(Thread.currentThread());
        work.run();
        return lent.getOrDefault(Thread.currentThread(), 0);
    }
}
