package dev.trainyard.kit.rollout;

import dev.trainyard.kit.database.DatabaseProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The service's rollouts, in memory as they stand in the table. A request never waits for the table: the last known
 * state counts, also while the database does not answer.
 */
@ApplicationScoped
class RolloutStates {

    private static final Logger LOG = Logger.getLogger(RolloutStates.class);

    private final RolloutConfig config;
    private final RolloutStore store;
    private final DatabaseProbe probe;
    private final Map<String, RunningRollout> rollouts = new LinkedHashMap<>();
    // What was read from the table must not overwrite what was written to it meanwhile.
    private final ReentrantLock table = new ReentrantLock();
    private boolean failing;
    private volatile boolean stopping;

    RolloutStates(
            @All List<RolloutDefinition> definitions,
            RolloutConfig config,
            RolloutStore store,
            DatabaseProbe probe,
            MeterRegistry metrics) {
        this.config = config;
        this.store = store;
        this.probe = probe;
        definitions.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(definition -> {
                    if (rollouts.put(definition.name(), new RunningRollout(definition, metrics)) != null) {
                        throw new IllegalStateException("Two rollouts are called " + definition.name());
                    }
                });
    }

    void start(@Observes StartupEvent started) {
        refuseAmbiguous(ConfigProvider.getConfig().getPropertyNames());
        TreeSet<String> undeclared = new TreeSet<>(config.byName().keySet());
        undeclared.removeIf(name -> rollouts.containsKey(name.replace('.', '-')));
        if (!undeclared.isEmpty()) {
            // Not refused: on one machine the services may share their environment.
            LOG.warnf("trainyard.rollout: this service has no rollout %s; ignored", undeclared);
        }
        refresh();
    }

    /** The scheduler still ticks when the connections are gone. */
    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
    }

    /** All rollouts, by name. */
    Collection<RunningRollout> all() {
        return Collections.unmodifiableCollection(rollouts.values());
    }

    Optional<RunningRollout> find(String name) {
        return Optional.ofNullable(rollouts.get(name));
    }

    /** Judges what was seen, tells the table what was turned off here, and takes over what the table says. */
    @Scheduled(every = "1s", identity = "rollouts", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        rollouts.values().forEach(RunningRollout::judge);
        if (rollouts.isEmpty() || stopping || !probe.answering()) {
            return;
        }
        table.lock();
        try {
            rollouts.values().forEach(this::save);
            Map<String, RolloutState> stored = store.all();
            for (RunningRollout rollout : rollouts.values()) {
                RolloutState known = stored.get(rollout.name());
                rollout.apply(known == null ? initially(rollout.name()) : known);
            }
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing) {
                LOG.warn("The rollouts cannot be read and stay as they are; asking again each second", failure);
            }
            failing = true;
        } finally {
            table.unlock();
        }
    }

    private void save(RunningRollout rollout) {
        rollout.unsaved().ifPresent(off -> {
            store.turnOff(rollout.name(), off);
            rollout.saved(off);
        });
    }

    /** Does what an admin decided: here at once, on the other replicas with their next refresh. */
    void change(RunningRollout rollout, RolloutDraft draft, String admin) {
        table.lock();
        try {
            rollout.decided(store.change(rollout.name(), draft, initially(rollout.name()), admin));
            LOG.infof("Rollout %s set to %d %% by %s", rollout.name(), draft.percent(), admin);
        } finally {
            table.unlock();
        }
    }

    private RolloutState initially(String name) {
        return RolloutState.of(initially(config, name));
    }

    /** In a variable without double underscores nothing tells where the name ends: it would be ignored in silence. */
    static void refuseAmbiguous(Iterable<String> properties) {
        for (String property : properties) {
            if (property.startsWith("TRAINYARD_ROLLOUT_") && !property.startsWith("TRAINYARD_ROLLOUT__")) {
                throw new IllegalStateException(
                        property + ": write the rollout's name between double underscores, as in"
                                + " TRAINYARD_ROLLOUT__THE_NAME__PERCENT");
            }
        }
    }

    /** What the configuration says of {@code name}, whose hyphens are dots where it comes from the environment. */
    static RolloutConfig.Initially initially(RolloutConfig config, String name) {
        String asInEnvironment = name.replace('-', '.');
        return config.byName().get(config.byName().containsKey(asInEnvironment) ? asInEnvironment : name);
    }
}
