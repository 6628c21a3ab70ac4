package dev.trainyard.gateway.openapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the services' OpenAPI documents are collected. */
@ConfigMapping(prefix = "trainyard.gateway.openapi")
interface OpenApiConfig {

    /** From one look at a service's document to the next; a service that comes up is looked at besides. */
    @WithDefault("PT30S")
    @DurationMin(millis = 1)
    Duration refreshInterval();

    /** How long a service may take to hand its document over. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1)
    Duration timeout();
}
