package dev.trainyard.kit.outward;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the machine. It does so on threads of its own: a look-up that hangs holds a thread of the system that nothing can
 * interrupt, and there are but few under all the virtual ones.
 */
@ApplicationScoped
class SystemNameLookup implements NameLookup {

    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("names-", 0).factory());

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    @Override
    public List<InetAddress> addresses(String name, Duration timeout)
            throws UnknownHostException, TimeoutException, InterruptedException {
        // A quick answer would be taken all the same.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(name));
        try {
            return List.of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException unknown) {
            throw new UnknownHostException(name);
        } finally {
            // One that has not begun never will.
            answer.cancel(false);
        }
    }
}
