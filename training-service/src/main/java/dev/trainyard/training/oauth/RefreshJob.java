package dev.trainyard.training.oauth;

import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.training.oauth.Landing.Outcome;
import dev.trainyard.training.oauth.RefreshStore.Due;
import dev.trainyard.training.tokenaudit.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Refreshes the tokens of all users before they end, those that end first at first, a few at once. */
@ApplicationScoped
class RefreshJob implements Job {

    private static final Logger LOG = Logger.getLogger(RefreshJob.class);
    private static final String NAME = "refresh-tokens";
    private static final int PAGE = 100;

    private final Providers providers;
    private final RefreshStore store;
    private final Refreshes refreshes;
    private final Duration interval;
    private final int concurrency;

    RefreshJob(Providers providers, RefreshStore store, Refreshes refreshes, OAuthConfig config) {
        this.providers = providers;
        this.store = store;
        this.refreshes = refreshes;
        this.interval = config.refreshEvery();
        this.concurrency = config.concurrency();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long run(JobRun run) throws Exception {
        long handled = 0;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
            for (Provider provider : providers.configured()) {
                handled += refresh(provider, run, threads);
            }
        }
        return handled;
    }

    /** Until there are no more, or the provider wants no more. */
    private long refresh(Provider provider, JobRun run, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        AtomicBoolean isBusy = new AtomicBoolean();
        long handled = 0;
        Instant afterExpiry = Instant.EPOCH;
        String afterUser = "";
        List<Due> page;
        do {
            page = store.due(provider, afterExpiry, afterUser, PAGE);
            List<Future<Boolean>> refreshed = new ArrayList<>();
            for (Due due : page) {
                refreshed.add(
                        threads.submit(() -> !run.isCancelled() && !isBusy.get() && refresh(due, provider, isBusy)));
                afterExpiry = due.expiresAt();
                afterUser = due.of().user();
            }
            long ofPage = 0;
            for (Future<Boolean> one : refreshed) {
                ofPage += one.get() ? 1 : 0;
            }
            run.handled(ofPage);
            handled += ofPage;
        } while (page.size() == PAGE && !run.isCancelled() && !isBusy.get());
        return handled;
    }

    /** A fault with one token is nobody else's; without the database there is nothing to go on with. */
    private boolean refresh(Due due, Provider provider, AtomicBoolean isBusy)
            throws InterruptedException, ExecutionException {
        try {
            Outcome outcome = refreshes.inBackground(due, provider, Actor.job(NAME));
            if (outcome.isOfTheProvider()) {
                isBusy.set(true);
            }
            return outcome == Outcome.REFRESHED;
        } catch (ExecutionException failure) {
            if (DatabaseProblems.of(failure).isPresent()) {
                throw failure;
            }
            LOG.errorf(failure.getCause(), "A token of provider %s could not be refreshed", provider.name());
            return false;
        }
    }
}
