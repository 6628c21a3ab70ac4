package dev.trainyard.gateway.coding;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How answers are compressed for clients that take it. */
@ConfigMapping(prefix = "trainyard.gateway.gzip")
public interface CodingConfig {

    /** Whether answers are compressed at all. */
    @WithDefault("true")
    boolean enabled();

    /** How hard it tries. Level 6 would take 1.6 times the time of 1 to make JSON 6 % smaller. */
    @WithDefault("1")
    @Min(1)
    @Max(4)
    int level();

    /** Answers shorter than this stay as they are: one packet is one packet. */
    @WithDefault("1K")
    MemorySize minLength();

    /**
     * How many answers each event loop compresses at once, at a quarter of a megabyte each. One more goes out as it is,
     * which costs bandwidth and nothing else.
     */
    @WithDefault("64")
    @Min(1)
    int maxStreams();
}
