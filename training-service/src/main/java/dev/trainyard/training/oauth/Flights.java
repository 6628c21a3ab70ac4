package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.oauth.Landing.Outcome;
import dev.trainyard.training.oauth.RefreshStore.Lease;
import dev.trainyard.training.token.StoredToken;
import dev.trainyard.training.token.TokenVault;
import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditEntry;
import dev.trainyard.training.tokenaudit.AuditOperation;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import dev.trainyard.training.tokenaudit.TokenAudit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Refreshes tokens, each under a lease and in a thread of its own: whoever waits for it may go away, and the answer of the
 * provider is saved all the same.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class Flights {

    private static final Logger LOG = Logger.getLogger(Flights.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DOUBLINGS = 7;
    private static final int SECONDS_TO_END = 8;

    private final RefreshStore store;
    private final Budgets budgets;
    private final TokenVault vault;
    private final TokenEndpoint endpoint;
    private final GrantKeeper keeper;
    private final TokenAudit audit;
    private final MeterRegistry metrics;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("token-refresh-", 0).factory());

    Flights(
            RefreshStore store,
            Budgets budgets,
            TokenVault vault,
            TokenEndpoint endpoint,
            GrantKeeper keeper,
            TokenAudit audit,
            Providers providers,
            MeterRegistry metrics) {
        this.store = store;
        this.budgets = budgets;
        this.vault = vault;
        this.endpoint = endpoint;
        this.keeper = keeper;
        this.audit = audit;
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        for (Provider provider : providers.configured()) {
            for (Outcome outcome : Outcome.values()) {
                refreshes(provider, outcome);
            }
        }
    }

    /** Lets what is in the air land. */
    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS) && keeper.unsaved() > 0) {
            LOG.errorf("%d new tokens are lost: the database did not take them in time", keeper.unsaved());
        }
    }

    /** Begins; whoever is interested may wait for the end. */
    Future<Landing> begin(Lease lease, Provider provider, Urgency urgency, Actor actor) {
        return threads.submit(() -> {
            Outcome outcome = Outcome.FAILED;
            try {
                Landing landing = refresh(lease, provider, urgency, actor);
                outcome = landing.outcome();
                return landing;
            } finally {
                refreshes(provider, outcome).increment();
            }
        });
    }

    private Counter refreshes(Provider provider, Outcome outcome) {
        return metrics.counter(
                "trainyard.training.oauth.refreshes", "provider", provider.name(), "outcome", outcome.code());
    }

    private Landing refresh(Lease lease, Provider provider, Urgency urgency, Actor actor) {
        if (lease.abandoned()) {
            metrics.counter("trainyard.training.oauth.abandoned", "provider", provider.name())
                    .increment();
            LOG.warnf(
                    "Whoever refreshed a token of provider %s before has died at it; if the provider had answered, the"
                            + " answer is lost",
                    provider.name());
        }
        Optional<StoredToken> token;
        try {
            Optional<Duration> wait = budgets.take(provider, urgency);
            if (wait.isPresent()) {
                store.release(lease);
                return new Landing(Outcome.PROVIDER_BUSY, Refusals.busy(wait.get()));
            }
            token = vault.load(lease.of().user(), provider.name(), actor);
        } catch (Problem unreadable) {
            return failed(lease, provider, Failure.TOKEN_UNREADABLE, unreadable.code(), Duration.ZERO, actor);
        } catch (RuntimeException failure) {
            release(lease, failure);
            throw failure;
        }
        // Only now, under the lease, nobody else changes it but its user.
        if (token.filter(read -> read.version().equals(lease.version()) && read.refreshToken() != null)
                .isEmpty()) {
            store.succeed(lease);
            return Landing.changed(Outcome.SUPERSEDED);
        }
        return settled(
                lease,
                provider,
                token.get(),
                endpoint.refresh(provider, token.get().refreshToken()),
                actor);
    }

    private Landing settled(Lease lease, Provider provider, StoredToken spent, Answer answer, Actor actor) {
        return switch (answer) {
            case Answer.Granted granted -> {
                Outcome outcome = keeper.keep(lease, spent, granted.grant(), actor);
                store.succeed(lease);
                yield Landing.changed(outcome);
            }
            case Answer.Gone gone ->
                failed(lease, provider, Failure.REAUTHORIZATION_REQUIRED, gone.code(), Duration.ZERO, actor);
            case Answer.Refused refused ->
                failed(lease, provider, Failure.PROVIDER_REFUSED, refused.code(), Duration.ZERO, actor);
            case Answer.Unavailable unavailable ->
                failed(
                        lease,
                        provider,
                        Failure.PROVIDER_UNAVAILABLE,
                        unavailable.code(),
                        unavailable.retryAfter(),
                        actor);
            case Answer.Throttled throttled -> {
                budgets.pause(provider, throttled.retryAfter());
                written(lease, actor, AuditOutcome.PROVIDER_UNAVAILABLE, "status-429", () -> store.release(lease));
                yield new Landing(Outcome.THROTTLED, Refusals.busy(throttled.retryAfter()));
            }
        };
    }

    private Landing failed(
            Lease lease, Provider provider, Failure failure, String providerCode, Duration atLeast, Actor actor) {
        Duration pause = pause(lease.attempts(), atLeast);
        // An unreadable token is in the audit already, as a load that failed.
        boolean isOurs = failure == Failure.TOKEN_UNREADABLE
                ? store.fail(lease, failure, providerCode, pause)
                : written(
                        lease,
                        actor,
                        AuditOutcome.valueOf(failure.name()),
                        providerCode,
                        () -> store.fail(lease, failure, providerCode, pause));
        if (!isOurs) {
            return Landing.changed(Outcome.SUPERSEDED);
        }
        LOG.infof(
                "A token of provider %s could not be refreshed: %s, %s", provider.name(), failure.code(), providerCode);
        return new Landing(Outcome.valueOf(failure.name()), Refusals.of(failure, providerCode, pause));
    }

    private <T> T written(Lease lease, Actor actor, AuditOutcome outcome, String providerCode, Supplier<T> change) {
        AuditEntry entry =
                new AuditEntry(lease.of().user(), lease.of().provider(), AuditOperation.REFRESH, outcome, providerCode);
        return QuarkusTransaction.requiringNew().call(() -> {
            T changed = change.get();
            audit.append(actor, List.of(entry));
            return changed;
        });
    }

    /** Twice as long each time, and never the same for two tokens that failed together. */
    private static Duration pause(int attempts, Duration atLeast) {
        Duration full = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        Duration most = full.compareTo(LONGEST_PAUSE) < 0 ? full : LONGEST_PAUSE;
        Duration pause =
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis() / 2, most.toMillis() + 1));
        return pause.compareTo(atLeast) < 0 ? atLeast : pause;
    }

    private void release(Lease lease, RuntimeException cause) {
        try {
            store.release(lease);
        } catch (RuntimeException unreleased) {
            // It ends by itself.
            cause.addSuppressed(unreleased);
        }
    }
}
