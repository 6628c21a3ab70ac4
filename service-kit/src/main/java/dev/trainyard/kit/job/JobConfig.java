package dev.trainyard.kit.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How this replica runs the service's jobs. */
@ConfigMapping(prefix = "trainyard.jobs")
public interface JobConfig {

    /** Off on a replica that only answers requests; what admins ask for is done by the others. */
    @WithDefault("true")
    boolean enabled();

    /** How often a replica looks for a job that is due, and so how late one may begin. */
    @WithDefault("PT5S")
    @DurationMin(millis = 50)
    Duration pollEvery();

    /** How often a replica says that it still runs a job; silent for {@value JobRunner#MISSED_HEARTBEATS} times that, it counts as dead. */
    @WithDefault("PT15S")
    @DurationMin(millis = 50)
    Duration heartbeatEvery();

    /** How many jobs a replica runs at once: each may hold a connection of the pool. */
    @WithDefault("3")
    @Min(1)
    @Max(64)
    int maxAtOnce();

    /** After its first failure a job is tried again after this, after each further one after twice as long. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration retryAfter();

    /** And never after longer than this. */
    @WithDefault("PT10M")
    @DurationMin(millis = 1)
    Duration retryAfterAtMost();

    /** When the replica stops, how long a run may go on before its thread is interrupted, and after that again. */
    @WithDefault("PT4S")
    @DurationMin(millis = 1)
    Duration stopWithin();
}
