package dev.trainyard.gateway.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where spans go, and how many. */
@ConfigMapping(prefix = "trainyard.gateway.tracing")
interface TracingConfig {

    /** Where a collector takes OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; none by default. */
    Optional<
                    @Pattern(
                            regexp = "https?://[^/\\s]+/\\S+",
                            message = "must be an address like http://collector:4318/v1/traces")
                    String>
            endpoint();

    /** Headers for the collector, such as one with a key. */
    Map<String, String> headers();

    /** The share of traces that begin here and are recorded; of those that clients begin, the clients decide. */
    @WithDefault("1.0")
    @DecimalMin("0.0")
    @DecimalMax("1.0")
    double share();

    /** How long spans are collected before they are sent. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1)
    Duration interval();
}
