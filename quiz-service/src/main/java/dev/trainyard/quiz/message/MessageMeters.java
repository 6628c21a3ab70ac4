package dev.trainyard.quiz.message;

import dev.trainyard.quiz.message.Report.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is measured of the messages that this replica sends. */
@ApplicationScoped
class MessageMeters {

    private final MeterRegistry metrics;
    private final Map<Ending, Counter> settled = new EnumMap<>(Ending.class);
    private final Counter lost;
    private final Counter paced;

    MessageMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        for (Ending ending : Ending.values()) {
            settled.put(
                    ending,
                    Counter.builder("trainyard.quiz.messages")
                            .description("Messages that were taken out of the queue, by what became of them")
                            .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
        lost = Counter.builder("trainyard.quiz.messages.lost")
                .description("Messages whose replica fell silent; they are sent again")
                .register(metrics);
        paced = Counter.builder("trainyard.quiz.messages.rate.limited")
                .description("How often a limit of a chat or of a channel held something back")
                .register(metrics);
    }

    void settled(Ending ending) {
        settled.get(ending).increment();
    }

    void lost() {
        lost.increment();
    }

    void paced(int times) {
        paced.increment(times);
    }

    void sent(String kind, long nanos) {
        Timer.builder("trainyard.quiz.messages.send")
                .description("How long senders take")
                .tag("kind", kind)
                .register(metrics)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** How many messages this replica has sent, or found out that they cannot be. */
    long processed() {
        return (long)
                (settled.get(Ending.SENT).count() + settled.get(Ending.REFUSED).count());
    }

    /** How often a limit or a receiver has held something back. */
    long limited() {
        return (long) (paced.count() + settled.get(Ending.SLOWED).count());
    }
}
