package dev.trainyard.kit.problem;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.RequestGuard;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Counts a body that came without a length while it is read, and refuses it with problem details when it gets too long. */
@Provider
class UnmeasuredBodies implements ContainerRequestFilter {

    private static final Set<String> BODIES = Set.of("POST", "PUT", "PATCH");

    private final CurrentVertxRequest request;

    UnmeasuredBodies(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        // Not hasEntity(), which reads the type, and fails on one that is none.
        if (context.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null && BODIES.contains(context.getMethod())) {
            long limit = RequestGuard.bodyLimit(request.getCurrent());
            context.setEntityStream(new Counted(context.getEntityStream(), limit));
        }
    }

    private static final class Counted extends FilterInputStream {

        private final long limit;
        private long count;

        Counted(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            count += bytes;
            if (count > limit) {
                throw Problem.tooLarge(limit);
            }
        }
    }
}
