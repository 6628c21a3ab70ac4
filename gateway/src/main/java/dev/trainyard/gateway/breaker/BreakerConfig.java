package dev.trainyard.gateway.breaker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When an address of a service gets no more requests, and when it is tried again. */
@ConfigMapping(prefix = "trainyard.gateway.breaker")
public interface BreakerConfig {

    /** How many requests must fail one after the other, with none answered in between. */
    @WithDefault("5")
    @Min(1)
    int failures();

    /**
     * How long they must have been failing: a pod that dies takes all its requests at once, while the others behind the
     * same address go on answering.
     */
    @WithDefault("PT0.5S")
    @DurationMin(millis = 0)
    Duration failingFor();

    /** How long no request goes there, from one that tries to the next: what a return goes unseen at most. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration pause();
}
