package dev.trainyard.training.oauth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How it stands with the providers, for metrics: read from the database twice a minute, by every replica, since all of them
 * are asked for their metrics.
 */
@Startup
@ApplicationScoped
class ProviderFigures {

    private static final Logger LOG = Logger.getLogger(ProviderFigures.class);

    private record Figures(Map<String, Integer> left, double overdueSeconds, long awaiting) {}

    private final Providers providers;
    private final RefreshStore store;
    private final Budgets budgets;
    private final Map<String, Figures> figures = new ConcurrentHashMap<>();

    ProviderFigures(Providers providers, RefreshStore store, Budgets budgets, MeterRegistry metrics) {
        this.providers = providers;
        this.store = store;
        this.budgets = budgets;
        for (Provider provider : providers.configured()) {
            Map<String, Integer> full = new ConcurrentHashMap<>();
            provider.windows().forEach(window -> full.put(window.name(), window.calls()));
            figures.put(provider.name(), new Figures(full, 0, 0));
            register(provider, metrics);
        }
    }

    private void register(Provider provider, MeterRegistry metrics) {
        String name = provider.name();
        for (Provider.Window window : provider.windows()) {
            Gauge.builder(
                            "trainyard.training.oauth.budget.left",
                            figures,
                            all -> all.get(name).left().getOrDefault(window.name(), 0))
                    .description("Calls of the provider that are left in the window, to all users and replicas")
                    .tags("provider", name, "window", window.name())
                    .register(metrics);
        }
        Gauge.builder(
                        "trainyard.training.oauth.overdue",
                        figures,
                        all -> all.get(name).overdueSeconds())
                .description("How long the token that ends first has been waiting to be refreshed")
                .baseUnit("seconds")
                .tags("provider", name)
                .register(metrics);
        Gauge.builder(
                        "trainyard.training.oauth.awaiting.reauthorization",
                        figures,
                        all -> all.get(name).awaiting())
                .description("Tokens that only their users can renew")
                .tags("provider", name)
                .register(metrics);
    }

    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP, identity = "provider-figures")
    @RunOnVirtualThread
    void read() {
        try {
            for (Provider provider : providers.configured()) {
                figures.put(
                        provider.name(),
                        new Figures(
                                budgets.left(provider),
                                store.overdueSeconds(provider),
                                store.awaitingReauthorization(provider)));
            }
        } catch (RuntimeException failure) {
            LOG.debug("The figures of providers could not be read", failure);
        }
    }
}
