package dev.trainyard.training.activityfile;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How much of a replica imports of activity files may take. */
@ConfigMapping(prefix = "trainyard.activity-files")
interface ActivityFileConfig {

    /** How many imports a replica works on at once. One more is answered 503 at once. */
    @WithDefault("2")
    @Min(1)
    int maxAtOnce();

    /** How many entries a zip may have; twenty years of a recording a day are 7,300. */
    @WithDefault("10000")
    @Min(1)
    int maxEntries();

    /** How large a recording may be, unpacked. A week second by second, which is the longest there may be, is less. */
    @WithDefault("256M")
    MemorySize maxEntrySize();

    /** How large all of a zip may be, unpacked: what is read well before the gateway gives up on an answer. */
    @WithDefault("2G")
    MemorySize maxUnpackedSize();

    /** How many times as large as the upload what is in it may be. XML of recordings shrinks to a tenth or a thirtieth. */
    @WithDefault("100")
    @Min(1)
    int maxRatio();
}
