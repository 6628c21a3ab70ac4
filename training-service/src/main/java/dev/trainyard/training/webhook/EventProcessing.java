package dev.trainyard.training.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Does what an event says, in the transaction that settles it: both are there after a kill, or neither is. */
@ApplicationScoped
class EventProcessing {

    private final EventStore events;
    private final AccountStore accounts;
    private final NewsStore news;
    private final Event<ProviderDeauthorized> deauthorized;

    EventProcessing(
            EventStore events, AccountStore accounts, NewsStore news, Event<ProviderDeauthorized> deauthorized) {
        this.events = events;
        this.accounts = accounts;
        this.news = news;
        this.deauthorized = deauthorized;
    }

    /** What came of an event; without a reason it is processed. */
    record Outcome(EventState state, String reason) {

        static final Outcome PROCESSED = new Outcome(EventState.PROCESSED, null);

        static Outcome ignored(String reason) {
            return new Outcome(EventState.IGNORED, reason);
        }
    }

    /**
     * Processes the event that has been due for longest; what fails undoes all of it.
     *
     * @param claimed is told which one that is: it may be the commit that fails
     * @return empty when none is due
     */
    @Transactional
    Optional<Outcome> processNext(Consumer<UUID> claimed) {
        Optional<EventStore.Claimed> next = events.claim();
        next.map(EventStore.Claimed::id).ifPresent(claimed);
        Optional<Outcome> outcome = next.map(event -> process(event.provider(), event.event()));
        outcome.ifPresent(done -> events.settle(next.get().id(), done.state(), done.reason()));
        if (QuarkusTransaction.isRollbackOnly()) {
            // By an observer that hid its failure: else all would be undone without a word, and done again for ever.
            throw new IllegalStateException("An observer has undone the transaction");
        }
        return outcome;
    }

    private Outcome process(String provider, WebhookEvent event) {
        return switch (event.objectType() + " " + event.aspectType()) {
            case "athlete update" -> athlete(provider, event);
            case "activity create", "activity update" ->
                news.wanted(provider, event) > 0
                        ? Outcome.PROCESSED
                        : Outcome.ignored("it is nobody's here, or was deleted");
            case "activity delete" ->
                news.deleted(provider, event) > 0
                        ? Outcome.PROCESSED
                        : Outcome.ignored("nobody here has this activity");
            default -> Outcome.ignored("events of this kind are not taken");
        };
    }

    private Outcome athlete(String provider, WebhookEvent event) {
        if (!event.deauthorizes()) {
            return Outcome.ignored("it is about nothing that is kept here");
        }
        List<String> users = accounts.deauthorize(provider, event.ownerId(), event.eventTime());
        for (String user : users) {
            deauthorized.fire(new ProviderDeauthorized(user, provider, event.eventTime()));
        }
        return users.isEmpty() ? Outcome.ignored("it is nobody's here, or was linked again since") : Outcome.PROCESSED;
    }
}
