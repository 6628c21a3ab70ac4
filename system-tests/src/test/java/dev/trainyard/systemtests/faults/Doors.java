package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The gateways that say that they are ready, in turn: what a load balancer does before them. */
final class Doors implements Supplier<String>, AutoCloseable {

    // A balancer asks less often: the gateway stays open for seconds after it has said that it is not ready any more.
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ServiceProcess> gateways;
    private volatile List<String> open;

    Doors(List<ServiceProcess> gateways) {
        this.gateways = List.copyOf(gateways);
        probe();
        var _ = prober.scheduleWithFixedDelay(
                this::probe, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next one; without any, the first, where a request will fail. */
    @Override
    public String get() {
        List<String> ready = open;
        return ready.isEmpty()
                ? gateways.getFirst().url()
                : ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
    }

    /** How many are ready, as of the last probe. */
    int count() {
        return open.size();
    }

    private void probe() {
        open = gateways.stream().filter(this::isReady).map(ServiceProcess::url).toList();
    }

    private boolean isReady(ServiceProcess gateway) {
        HttpRequest probe = HttpRequest.newBuilder(URI.create(gateway.managementUrl() + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        prober.shutdownNow();
        http.shutdownNow();
    }
}
