package dev.trainyard.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;

/**
 * How long a body is, as its headers say.
 *
 * @param bytes its length; -1 when only its end will tell
 */
record BodyLength(long bytes) {

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final BodyLength NONE = new BodyLength(0);
    private static final BodyLength UNKNOWN = new BodyLength(-1);

    /** The length of a request's body. */
    static BodyLength ofRequest(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return new BodyLength(Long.parseLong(length));
        }
        boolean hasBody = request.version() == HttpVersion.HTTP_2
                // Which does not announce a body of unknown length, and few methods have a use for one.
                ? WITH_BODY.contains(request.method())
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return hasBody ? UNKNOWN : NONE;
    }

    /** The length of an answer's body; some answers have none, whatever their headers say of another method's. */
    static BodyLength ofAnswer(HttpMethod method, int status, MultiMap headers) {
        if (method.equals(HttpMethod.HEAD) || status == 204 || status == 304) {
            return NONE;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? UNKNOWN : new BodyLength(Long.parseLong(length));
    }

    boolean isNone() {
        return bytes == 0;
    }

    boolean isKnown() {
        return bytes >= 0;
    }
}
