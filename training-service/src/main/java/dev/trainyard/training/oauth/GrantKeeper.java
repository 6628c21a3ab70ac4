package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.oauth.Landing.Outcome;
import dev.trainyard.training.oauth.RefreshStore.Lease;
import dev.trainyard.training.token.StoredToken;
import dev.trainyard.training.token.TokenDraft;
import dev.trainyard.training.token.TokenVault;
import dev.trainyard.training.tokenaudit.Actor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Saves what a provider has answered, first thing and for as long as it takes: with a provider that rotates refresh tokens
 * the answer is all there is, and the one before is dead.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class GrantKeeper {

    private static final Logger LOG = Logger.getLogger(GrantKeeper.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int DOUBLINGS = 5;

    private final TokenVault vault;
    private final RefreshStore store;
    private final AtomicInteger unsaved = new AtomicInteger();

    GrantKeeper(TokenVault vault, RefreshStore store, MeterRegistry metrics) {
        this.vault = vault;
        this.store = store;
        Gauge.builder("trainyard.training.oauth.unsaved", unsaved, AtomicInteger::get)
                .description("Tokens that a provider gave and the database has not taken yet: in memory alone")
                .register(metrics);
    }

    /** How many are in memory alone. */
    int unsaved() {
        return unsaved.get();
    }

    /**
     * Saves {@code grant} in the place of the token whose refresh token was spent for it. What somebody has saved
     * meanwhile stays, unless it is that same refresh token again, which is dead.
     */
    Outcome keep(Lease lease, StoredToken spent, Grant grant, Actor actor) {
        String user = lease.of().user();
        String provider = lease.of().provider();
        TokenDraft draft = new TokenDraft(
                grant.accessToken(),
                grant.refreshToken() == null ? spent.refreshToken() : grant.refreshToken(),
                grant.expiresAt(),
                grant.scopes() == null ? spent.scopes() : grant.scopes(),
                null);
        StoredToken read = spent;
        while (true) {
            StoredToken replaced = read;
            if (insisting(lease, () -> vault.replace(user, provider, replaced.version(), draft, actor))) {
                return Outcome.REFRESHED;
            }
            Optional<StoredToken> there = insisting(lease, () -> vault.load(user, provider, actor));
            if (there.filter(token -> token.accessToken().equals(grant.accessToken()))
                    .isPresent()) {
                // It was saved by a try whose success nobody heard of.
                return Outcome.REFRESHED;
            }
            if (there.filter(token -> spent.refreshToken().equals(token.refreshToken()))
                    .isEmpty()) {
                return Outcome.SUPERSEDED;
            }
            read = there.get();
        }
    }

    private <T> T insisting(Lease lease, Supplier<T> work) {
        unsaved.incrementAndGet();
        try {
            for (int tries = 0; ; tries++) {
                try {
                    return work.get();
                } catch (Problem refused) {
                    throw refused;
                } catch (RuntimeException failure) {
                    if (tries == 0) {
                        LOG.errorf(
                                failure,
                                "A new token of provider %s could not be saved; it is tried until it is",
                                lease.of().provider());
                    }
                    LockSupport.parkNanos(FIRST_PAUSE
                            .multipliedBy(1L << Math.min(tries, DOUBLINGS))
                            .toNanos());
                    extend(lease);
                }
            }
        } finally {
            unsaved.decrementAndGet();
        }
    }

    private void extend(Lease lease) {
        try {
            store.extend(lease);
        } catch (RuntimeException stillDown) {
            LOG.debug("The lease could not be extended either", stillDown);
        }
    }
}
