package dev.trainyard.kit.rest;

import dev.trainyard.http.problem.Problem;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses HEAD where GET is a stream. The client has such an answer with its head, and sends its next request, or that of
 * somebody else, over the connection, where it would wait for the stream to end.
 */
@Provider
@EventStream
class EventStreamsAreRead implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            throw Problem.of(405, "method-not-allowed", "A stream of events can only be read.")
                    .header(HttpHeaders.ALLOW, "GET, OPTIONS");
        }
    }
}
