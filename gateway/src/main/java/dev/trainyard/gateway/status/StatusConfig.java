package dev.trainyard.gateway.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often the gateway asks the services how they are. */
@ConfigMapping(prefix = "trainyard.gateway.status")
interface StatusConfig {

    /** From one probe of a service to the next: about as long as a failure or a return goes unseen. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration probeInterval();

    /** How long a probe may take; readiness is answered from memory, so a slow one means trouble. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration probeTimeout();
}
