package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.oauth.Landing.Outcome;
import dev.trainyard.training.oauth.RefreshStore.Due;
import dev.trainyard.training.oauth.RefreshStore.Lease;
import dev.trainyard.training.token.StoredToken;
import dev.trainyard.training.token.TokenReference;
import dev.trainyard.training.token.TokenVault;
import dev.trainyard.training.tokenaudit.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Gives tokens that are good for a while. Of any number who want the same one refreshed, on whatever replicas, one asks the
 * provider; the others wait and get what it got.
 */
@ApplicationScoped
class Refreshes {

    private static final long FIRST_LOOK_MILLIS = 20;
    private static final long LAST_LOOK_MILLIS = 500;
    private static final int DOUBLINGS = 5;

    private final RefreshStore store;
    private final Flights flights;
    private final TokenVault vault;
    private final Duration patience;

    Refreshes(RefreshStore store, Flights flights, TokenVault vault, OAuthConfig config) {
        this.store = store;
        this.flights = flights;
        this.vault = vault;
        this.patience = config.patience();
    }

    /**
     * The user's token, refreshed before if it is due. When that does not work and there is some time left, the one that
     * there is.
     *
     * @throws Problem 404 without a token, and those of {@link #refreshed} when the token cannot be used any more
     */
    StoredToken usable(String user, Provider provider, Actor actor) {
        TokenReference of = new TokenReference(user, provider.name());
        Standing standing = standing(of);
        if (standing.isDue(provider)) {
            try {
                refresh(of, provider, standing, now -> !now.isDue(provider), actor);
            } catch (Problem refusal) {
                if (!standing(of).isUsable()) {
                    throw refusal;
                }
            }
        }
        return load(of, actor);
    }

    /**
     * The user's token, refreshed now: if it is due, or by force unless it was saved within the last minute.
     *
     * @throws Problem 404 without a token, 409 {@code not-refreshable} or {@code reauthorization-required}, 502
     *     {@code provider-refused}, 503 {@code provider-unavailable}, {@code provider-busy} or {@code refresh-in-progress}
     */
    StoredToken refreshed(String user, Provider provider, boolean force, Actor actor) {
        TokenReference of = new TokenReference(user, provider.name());
        Standing standing = standing(of);
        refresh(of, provider, standing, now -> !now.isDue(provider) && (!force || now.isNew()), actor);
        return load(of, actor);
    }

    /** Refreshes a token that nobody waits for. */
    Outcome inBackground(Due due, Provider provider, Actor actor) throws InterruptedException, ExecutionException {
        Optional<Lease> lease = store.claim(due.of(), due.version());
        return lease.isEmpty()
                ? Outcome.SUPERSEDED
                : flights.begin(lease.get(), provider, Urgency.BACKGROUND, actor)
                        .get()
                        .outcome();
    }

    private void refresh(
            TokenReference of, Provider provider, Standing first, Predicate<Standing> isGood, Actor actor) {
        long end = System.nanoTime() + patience.toNanos();
        Standing now = first;
        for (int looks = 0; now.version().equals(first.version()) && !isGood.test(now); looks++) {
            Optional<Problem> obstacle = now.obstacle();
            if (obstacle.isPresent()) {
                throw obstacle.get();
            }
            Optional<Lease> lease = now.isLeased() ? Optional.empty() : store.claim(of, now.version());
            Optional<Problem> problem = Optional.empty();
            if (lease.isPresent()) {
                problem = land(flights.begin(lease.get(), provider, Urgency.INTERACTIVE, actor), end);
            } else if (System.nanoTime() - end > 0) {
                throw inProgress();
            } else {
                long most = Math.min(FIRST_LOOK_MILLIS << Math.min(looks, DOUBLINGS), LAST_LOOK_MILLIS);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
            }
            now = standing(of);
            if (problem.isPresent() && now.version().equals(first.version())) {
                throw problem.get();
            }
        }
    }

    private static Optional<Problem> land(Future<Landing> flight, long end) {
        try {
            Landing landing = flight.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Optional.ofNullable(landing.problem());
        } catch (TimeoutException late) {
            // It goes on: what the provider answers is saved.
            throw inProgress();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw inProgress();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("A refresh failed", failure.getCause());
        }
    }

    private Standing standing(TokenReference of) {
        return store.find(of).orElseThrow(() -> Problem.notFound("token"));
    }

    private StoredToken load(TokenReference of, Actor actor) {
        return vault.load(of.user(), of.provider(), actor).orElseThrow(() -> Problem.notFound("token"));
    }

    private static Problem inProgress() {
        return Problem.unavailable("refresh-in-progress", "Somebody is at refreshing this token, and not done.", 1);
    }
}
