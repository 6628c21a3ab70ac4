package dev.trainyard.kit.vault;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** How far what is stored has come from former keys to the one that writes, as metrics. */
public final class FormerKeys {

    private static final Logger LOG = Logger.getLogger(FormerKeys.class);

    private final VaultKeys keys;
    private final String what;

    private volatile Map<String, Long> others = Map.of();

    /**
     * Registers {@code <prefix>.rewrap.left}, for each former key, and {@code <prefix>.unknown.key}.
     *
     * @param what is stored, at the beginning of a sentence
     */
    public FormerKeys(VaultKeys keys, MeterRegistry metrics, String prefix, String what) {
        this.keys = keys;
        this.what = what;
        keys.former()
                .forEach(
                        key -> Gauge.builder(prefix + ".rewrap.left", this, state -> state.others.getOrDefault(key, 0L))
                                .description(what + " that are still under this former key; at 0 it may go")
                                .tag("key", key)
                                .register(metrics));
        Gauge.builder(prefix + ".unknown.key", this, FormerKeys::underUnknownKeys)
                .description(what + " under keys that the service does not have; more than none is a fault")
                .register(metrics);
    }

    /**
     * Counts anew; when that fails, the figures stay what they were.
     *
     * @param countOthers how much is under each key but the one that it is given
     */
    public void count(Function<String, Map<String, Long>> countOthers) {
        try {
            others = countOthers.apply(keys.writing());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "%s under former keys could not be counted", what);
        }
    }

    private long underUnknownKeys() {
        return others.entrySet().stream()
                .filter(entry -> keys.find(entry.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
