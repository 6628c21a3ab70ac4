package dev.trainyard.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/** How long and how much the gateway waits for a service, and keeps open to it. */
@ConfigMapping(prefix = "trainyard.gateway.forward")
public interface ForwardConfig {

    /** How long a new connection may take: a service that is there accepts at once. */
    @WithDefault("1S")
    Duration connectTimeout();

    /** How long a request may wait for a connection, new or used before. */
    @WithDefault("2S")
    Duration acquireTimeout();

    /** How long a service may think, from the end of the request to the head of its answer. */
    @WithDefault("30S")
    Duration responseTimeout();

    /** Longer response timeouts, by path prefix: for work that takes its time. */
    Map<String, Duration> slowResponses();

    /** How long a body may pause, in either direction; an event stream must send something that often. */
    @WithDefault("60S")
    Duration bodyIdleTimeout();

    /** How many connections to one service there may be at once; also what the service's own limit must bear. */
    @WithDefault("512")
    @Min(1)
    int maxConnections();

    /** How many requests to one service may wait for a connection. */
    @WithDefault("1000")
    @Min(0)
    int maxWaiting();

    /** How long an unused connection is kept: well below what services allow, so that it is seldom them who close. */
    @WithDefault("15S")
    Duration keepAlive();

    /** How old a connection gets under steady use, so that new replicas of a service get their share. */
    @WithDefault("60S")
    Duration maxConnectionAge();
}
