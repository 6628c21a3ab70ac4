package dev.trainyard.http.request;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request may cost before it is looked at. */
@ConfigMapping(prefix = "trainyard.request")
public interface RequestConfig {

    /** The largest body of an ordinary request; JSON needs no more. */
    @WithDefault("256K")
    MemorySize maxBody();

    /** Larger bodies, by path prefix (whole segments): for uploads. */
    Map<String, MemorySize> largeBodies();

    /**
     * The most that bodies larger than ordinary ones may have together at once: a service that puts them on its disk first has
     * room for so much. One more is answered 503 before it is read. Without it, as many as come.
     */
    Optional<MemorySize> largeBodiesAtOnce();

    /**
     * How many requests may be in work at once. One more is answered 503 at once: waiting in a queue that long would
     * help nobody.
     */
    @WithDefault("1000")
    @Min(1)
    int maxInFlight();

    /** Paths that are answered even then: what is told from memory, so that one can see what is wrong. */
    Optional<Set<String>> neverShed();
}
