package dev.trainyard.quiz.message;

import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.monitoring.MonitoringSection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** The queue in {@code /monitoring/stats} and in the metrics: what waits in all replicas, and what this one does. */
@ApplicationScoped
class MessageQueueStats implements MonitoringSection {

    private static final Logger LOG = Logger.getLogger(MessageQueueStats.class);

    private final MessageStore messages;
    private final MessageQueue queue;
    private final MessageMeters meters;
    private final DatabaseProbe probe;

    private volatile MessageStore.Count count = MessageStore.Count.NOTHING;

    MessageQueueStats(
            MessageStore messages,
            MessageQueue queue,
            MessageMeters meters,
            DatabaseProbe probe,
            MeterRegistry metrics) {
        this.messages = messages;
        this.queue = queue;
        this.meters = meters;
        this.probe = probe;
        gauge(
                metrics,
                "waiting",
                "Messages that are not settled yet, of all replicas",
                null,
                MessageStore.Count::waiting);
        gauge(metrics, "dead", "Messages that wait for an admin, of all replicas", null, MessageStore.Count::dead);
        gauge(
                metrics,
                "oldest.age",
                "How long ago the oldest message was enqueued that is not settled yet",
                "seconds",
                MessageStore.Count::oldestAgeSeconds);
        Gauge.builder("trainyard.quiz.messages.workers", queue, MessageQueue::workers)
                .description("How many messages this replica can send at once")
                .register(metrics);
        Gauge.builder("trainyard.quiz.messages.running", queue, state -> state.isRunning() ? 1 : 0)
                .description("Whether this replica takes messages, and writes down what becomes of them: 1 or 0")
                .register(metrics);
    }

    private void gauge(
            MeterRegistry metrics,
            String name,
            String about,
            String unit,
            ToDoubleFunction<MessageStore.Count> figure) {
        Gauge.builder("trainyard.quiz.messages." + name, this, stats -> figure.applyAsDouble(stats.count))
                .description(about)
                .baseUnit(unit)
                .register(metrics);
    }

    @Scheduled(
            every = "${trainyard.messages.count-every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "message-count")
    @RunOnVirtualThread
    void count() {
        if (!probe.answering() || !probe.migrated()) {
            return;
        }
        try {
            count = messages.count();
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "The messages could not be counted (%s)",
                    DatabaseProblems.of(failure).map(known -> known.code()).orElse(failure.getMessage()));
        }
    }

    @Override
    public String name() {
        return "message_queue";
    }

    @Override
    public JsonObject figures() {
        MessageStore.Count counted = count;
        return new JsonObject()
                .put("queue_size", counted.waiting())
                .put("num_workers", queue.workers())
                .put("total_processed", meters.processed())
                .put("running", queue.isRunning())
                .put("dead", counted.dead())
                .put("oldest_age_seconds", Math.round(counted.oldestAgeSeconds()))
                .put("rate_limited", meters.limited());
    }
}
