package dev.trainyard.quiz.porting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How much of a replica imports and exports may take. */
@ConfigMapping(prefix = "trainyard.porting")
interface PortingConfig {

    /**
     * How many imports and exports of results a replica works on at once: an import takes some ten times its file in
     * memory. One more is answered 503 at once.
     */
    @WithDefault("4")
    @Min(1)
    int maxAtOnce();

    /**
     * How many files of results a replica has on its disk at once: each is there until it has been read, however slowly. One
     * more is answered 503 at once.
     */
    @WithDefault("8")
    @Min(1)
    int maxFiles();
}
