package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.breaker.Breaker;
import dev.trainyard.gateway.service.Endpoint;
import java.util.Optional;

/** One try to send a request to an endpoint. Whoever has one says once how it went. Used by one event loop. */
final class Attempt {

    private final Endpoint endpoint;
    private final Breaker breaker;
    private boolean told;

    Attempt(Endpoint endpoint, Breaker breaker) {
        this.endpoint = endpoint;
        this.breaker = breaker;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Another try at the same endpoint, if that may be. */
    Optional<Attempt> again() {
        return breaker.permits() ? Optional.of(new Attempt(endpoint, breaker)) : Optional.empty();
    }

    /** The service answered. */
    void answered() {
        if (!told) {
            told = true;
            breaker.answered();
        }
    }

    /** The service could not be reached, gave no proper answer, or none in time. */
    void failed() {
        if (!told) {
            told = true;
            breaker.failed();
        }
    }

    /** Nobody waits any more. */
    void abandoned() {
        if (!told) {
            told = true;
            breaker.abandoned();
        }
    }
}
