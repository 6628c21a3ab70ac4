package dev.trainyard.gateway.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's own questions to the services. They have connections of their own, so that a probe tells of the service
 * and not of the traffic.
 */
@Singleton
public class ServiceClient {

    private static final int ABANDONED_SECONDS = 10;
    /** Many times what the OpenAPI document of a service has. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final HttpClient client;

    ServiceClient(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                // A probe shall see whether the service still accepts connections.
                .setKeepAlive(false)
                // Ends what the caller has given up waiting for.
                .setIdleTimeout(ABANDONED_SECONDS)
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** An answer as a whole; for small ones. */
    public record Answer(int status, Buffer body) {}

    /** Gets {@code target} at {@code address}; fails when there is no whole answer within {@code timeout}. */
    public Future<Answer> get(ServiceAddress address, String target, Duration timeout) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(address.host())
                .setPort(address.port())
                .setURI(target)
                .putHeader("Accept", "application/json");
        return client.request(options)
                .compose(request -> request.send()
                        .compose(response -> body(response).map(body -> new Answer(response.statusCode(), body)))
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        // Whatever still comes would be kept in memory for nobody.
                        .onFailure(givenUp -> request.reset()))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BYTES) {
                whole.tryFail("The answer is too large");
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        response.exceptionHandler(whole::tryFail);
        return whole.future();
    }
}
