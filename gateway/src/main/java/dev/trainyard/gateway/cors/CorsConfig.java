package dev.trainyard.gateway.cors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which web pages of elsewhere may use the API from a browser. */
@ConfigMapping(prefix = "trainyard.gateway.cors")
public interface CorsConfig {

    /** The origins of such pages, such as {@code https://app.example.org}; {@code *} for all. None by default. */
    Optional<
                    Set<
                            @Pattern(
                                    regexp =
                                            "\\*|[a-z][a-z0-9+.-]*://[a-z0-9._-]+(:\\d{1,5})?|[a-z]+://\\[[0-9a-f:]+](:\\d{1,5})?",
                                    message = "must be an origin like https://app.example.org, in lower case, "
                                            + "with no slash at its end, or *")
                            String>>
            origins();

    /** Whether pages may have the browser add its cookies and certificates; tokens need nothing of it. */
    @WithDefault("false")
    boolean credentials();

    /** The request headers that pages may set besides the harmless ones. */
    @WithDefault("Authorization,Canary-Key,Content-Type,Idempotency-Key,Idempotency-Policy,If-Match,If-None-Match,"
            + "Last-Event-ID,Prefer,Time-Zone,X-Api-Key,X-Request-Id,traceparent,tracestate")
    Set<String> headers();

    /** How long a browser need not ask again; they cap it at two hours and less. */
    @WithDefault("PT1H")
    @DurationMin(millis = 0)
    Duration maxAge();
}
