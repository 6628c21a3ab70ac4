package dev.trainyard.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long and how much the gateway waits for a service, and keeps open to it. */
@ConfigMapping(prefix = "trainyard.gateway.forward")
public interface ForwardConfig {

    /** How long a new connection may take: a service that is there accepts at once. */
    @WithDefault("PT1S")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /** How long a service may think, from the end of the request to the head of its answer. */
    @WithDefault("PT30S")
    @DurationMin(millis = 1)
    Duration responseTimeout();

    /** Longer response timeouts, by path prefix (whole segments): for work that takes its time. */
    Map<String, @DurationMin(millis = 1) Duration> slowResponses();

    /** How long a body may pause, in either direction; an event stream must send something that often. */
    @WithDefault("PT60S")
    @DurationMin(millis = 1)
    Duration bodyIdleTimeout();

    /** How many requests may be with one service at once, each on a connection of its own. */
    @WithDefault("512")
    @Min(1)
    int maxRequests();

    /** How many event streams may flow from one service at once besides: each is two connections and some kilobytes. */
    @WithDefault("5000")
    @Min(0)
    int maxStreams();

    /** How long an unused connection is kept: well below what services allow, so that it is seldom them who close. */
    @WithDefault("PT15S")
    @DurationMin(seconds = 1)
    Duration keepAlive();

    /** How old a connection gets under steady use, so that new replicas of a service get their share. */
    @WithDefault("PT60S")
    @DurationMin(millis = 0)
    Duration maxConnectionAge();

    /**
     * The proxies in front of the gateway, by address or range ({@code 10.0.0.0/8}): what they say of the client in
     * {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} is believed. Nobody else's word is, and by default nobody's.
     */
    Optional<List<@WithConverter(AddressRangeConverter.class) AddressRange>> trustedProxies();
}
