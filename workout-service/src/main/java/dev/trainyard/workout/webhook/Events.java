package dev.trainyard.workout.webhook;

import dev.trainyard.workout.recovery.RecoveryStore;
import dev.trainyard.workout.sleep.SleepStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Does what an event says, in the transaction that writes the event down: a fault of ours leaves neither, so that it can
 * be sent again, and a second sending finds the first.
 */
@ApplicationScoped
class Events {

    private final EventStore events;
    private final RecoveryStore recoveries;
    private final SleepStore sleeps;
    private final EventReader reader;

    Events(EventStore events, RecoveryStore recoveries, SleepStore sleeps, EventReader reader) {
        this.events = events;
        this.recoveries = recoveries;
        this.sleeps = sleeps;
        this.reader = reader;
    }

    /** Takes an event for the user whose connection it came by. */
    @Transactional
    Outcome take(String user, UUID connection, String signature, byte[] body) {
        SentEvent sent = reader.read(body);
        // Sent again, an event has the same id and another signature; one without an id is known by its signature
        // alone.
        String key = sent.traceId() == null ? signature : sent.traceId();
        Optional<UUID> event = events.receive(user, connection, key, sent.type());
        if (event.isEmpty()) {
            return Outcome.repeated();
        }
        Outcome outcome = process(user, sent, body);
        events.settle(user, event.get(), outcome);
        return outcome;
    }

    private Outcome process(String user, SentEvent sent, byte[] body) {
        try {
            return switch (sent.type() == null ? "" : sent.type()) {
                case "recovery.updated" -> news(recoveries.take(user, reader.recovery(sent), body));
                case "recovery.deleted" -> gone(recoveries.takeBack(user, sent.requiredId()));
                case "sleep.updated" -> news(sleeps.take(user, reader.sleep(sent), body));
                case "sleep.deleted" -> gone(sleeps.takeBack(user, sent.requiredId()));
                case "" -> Outcome.failed("it is no JSON object with a type");
                default -> Outcome.ignored("events of this type are not taken");
            };
        } catch (UnusableEvent unusable) {
            return unusable.outcome();
        }
    }

    private static Outcome news(boolean taken) {
        return taken ? Outcome.processed() : Outcome.ignored("what is stored is newer");
    }

    private static Outcome gone(boolean removed) {
        return removed ? Outcome.processed() : Outcome.ignored("there is nothing with this id");
    }
}
