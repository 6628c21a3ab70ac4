package dev.trainyard.workout.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What an export may cost. */
@ConfigMapping(prefix = "trainyard.export")
public interface ExportConfig {

    /** How many are read at once in one replica, each with a connection of its own; one more is told to come back. */
    @WithDefault("2")
    @Min(1)
    int maxConcurrent();

    /** How long one may take to be read; less than the gateway waits for an answer. */
    @WithDefault("PT90S")
    Duration timeout();
}
