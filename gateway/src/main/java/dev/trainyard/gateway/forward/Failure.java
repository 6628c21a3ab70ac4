package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.http.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What a client is told of a service that fails: enough to act on, nothing of the inside. */
final class Failure {

    private static final int RETRY_AFTER_SECONDS = 1;

    private Failure() {}

    /** The service has as many requests as it may. */
    static Problem busy(Service service) {
        return unavailable("The service takes no more requests now.", service);
    }

    /** The service only fails, and is spared until it answers again. */
    static Problem failing(Service service) {
        return unavailable("The service fails at the moment; it is tried again every now and then.", service);
    }

    /** Whether {@code cause} is that a service accepted no connection in time: a second wait would be no shorter. */
    static boolean isWaitInVain(Throwable cause) {
        return cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
    }

    /** Whether {@code cause} is that a connection broke, and not that the service said something wrong on it. */
    static boolean isBrokenConnection(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException;
    }

    /** No connection could be had: 503 where waiting was in vain, which may be better in a moment, otherwise 502. */
    static Problem unreachable(Throwable cause, Service service) {
        return isWaitInVain(cause)
                ? unavailable("The service accepts no connection now.", service)
                : of(Problem.of(502, "bad-gateway", "The service cannot be reached."), service);
    }

    /** A connection was there, but closed or spoke nonsense before an answer began. */
    static Problem unanswered(Service service) {
        return of(Problem.of(502, "bad-gateway", "The service gave no proper answer."), service);
    }

    /** The service took too long. */
    static Problem tooSlow(Service service) {
        return of(Problem.of(504, "gateway-timeout", "The service did not answer in time."), service);
    }

    /** The client took too long to send what it announced. */
    static Problem slowClient() {
        return Problem.of(408, "request-timeout", "The body did not arrive in time.")
                .header("Connection", "close");
    }

    private static Problem unavailable(String detail, Service service) {
        return of(Problem.unavailable("service-unavailable", detail, RETRY_AFTER_SECONDS), service);
    }

    private static Problem of(Problem problem, Service service) {
        return problem.with("service", service.name());
    }
}
