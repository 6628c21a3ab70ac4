package dev.trainyard.bench.load;

import static io.hyperfoil.http.steps.HttpStepCatalog.SC;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.config.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to one address, over connections that are open before the first one is due. One thread of it, since the
 * programs that it measures want the same processors.
 */
public final class LoadGenerator {

    // Of as many clients as there may be at once in an open loop. One more would wait, and its wait is in what is
    // measured; so there are some times as many as a service takes at once before it refuses.
    private static final int MOST = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI address;

    /** What {@code address} is asked: scheme, host and port. */
    public LoadGenerator(URI address) {
        this.address = address;
    }

    /** So many clients, each of whom asks again when it has its answer: as fast as can be. */
    public Measured closed(Calls calls, int clients, Duration lasting) {
        BenchmarkBuilder benchmark = benchmark(clients);
        return run(
                benchmark,
                benchmark.addPhase("closed").always(clients),
                Recorder.ofClosedLoop(calls),
                Duration.ZERO,
                lasting);
    }

    /**
     * So many requests in a second, whether those before are answered or not; each takes from when it was due, so that a
     * pause counts for all who would have come.
     *
     * @param settling for how long they come before it is measured how long they take
     */
    public Measured open(Calls calls, int perSecond, Duration settling, Duration lasting) {
        BenchmarkBuilder benchmark = benchmark(MOST);
        return run(
                benchmark,
                benchmark
                        .addPhase("open")
                        .constantRate(perSecond)
                        .variance(false)
                        .maxSessions(perSecond * (int) PATIENCE.toSeconds()),
                Recorder.ofOpenLoop(calls, perSecond, settling),
                settling,
                lasting);
    }

    private BenchmarkBuilder benchmark(int connections) {
        return BenchmarkBuilder.builder()
                .name("trainyard")
                .threads(1)
                .addPlugin(HttpPluginBuilder::new)
                .ergonomics()
                .repeatCookies(false)
                .userAgentFromSession(false)
                .autoRangeCheck(false)
                .stopOnInvalid(false)
                .endErgonomics()
                .http()
                .protocol(Protocol.fromScheme(address.getScheme()))
                .host(address.getHost())
                .port(address.getPort())
                .allowHttp2(false)
                .sharedConnections(connections)
                .endHttp()
                .endPlugin();
    }

    private static Measured run(
            BenchmarkBuilder benchmark, PhaseBuilder<?> phase, Recorder recorder, Duration settling, Duration lasting) {
        Duration sending = settling.plus(lasting);
        phase.duration(sending.toMillis())
                .maxDuration(sending.plus(PATIENCE).toMillis())
                .scenario()
                .initialSequence("request")
                .step(SC)
                .httpRequest(HttpMethod.valueOf(recorder.method()))
                .path(recorder::begin)
                .headerAppender(recorder::addHeaders)
                .body(recorder::body)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handler()
                .status(recorder::status)
                .onCompletion(recorder::end)
                .endHandler()
                .endStep()
                .endSequence()
                .endScenario();
        StatisticsSnapshot counted = new StatisticsSnapshot();
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark.build(), (_, _, _, snapshot, _) -> counted.add(snapshot), null, null);
        ProcessorTime watch = ProcessorTime.watch();
        runner.run();
        return recorder.measured(
                lasting, counted.requestTimeouts + counted.connectionErrors + counted.internalErrors, watch.spent());
    }
}
