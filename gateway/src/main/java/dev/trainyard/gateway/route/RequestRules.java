package dev.trainyard.gateway.route;

import dev.trainyard.http.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What every request must satisfy before it is looked at, whatever its path: what two programs could understand
 * differently is refused here, so that nothing behind the gateway has to guess.
 */
public final class RequestRules {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** What no client sends: whoever reads them may go through them once for each. */
    private static final int MAX_HEADERS = 100;

    private RequestRules() {}

    /**
     * Passes a request that can be understood in one way only.
     *
     * @throws Problem when it cannot
     */
    public static void check(HttpServerRequest request) {
        checkVersion(request.version());
        checkTarget(request.uri());
        checkMethod(request.method());
        checkNames(request.headers());
        checkHost(request.headers());
        checkFraming(request.headers());
        checkExpectation(request.headers());
    }

    /** The path of {@code target}, as it was sent. */
    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query == -1 ? target : target.substring(0, query);
    }

    private static void checkVersion(HttpVersion version) {
        // The codec lets anything pass that looks like a version.
        if (version == null) {
            throw malformed("This is not HTTP/1.1.");
        }
    }

    private static void checkTarget(String target) {
        // An absolute target (http://host/path) has a host of its own besides the Host header; clients send it to
        // forward proxies only. A fragment is never sent by a client that knows what it is.
        if (target.indexOf('#') != -1 || !PathSpelling.isPlain(pathOf(target))) {
            throw Problem.badRequest(
                    "malformed-path",
                    "The path must be plain: no empty or dot segments, no ';', "
                            + "no encoded '/', '\\', '.', ';' or '%'.");
        }
    }

    private static void checkMethod(HttpMethod method) {
        if (!METHODS.contains(method)) {
            throw Problem.of(405, "method-not-allowed", "This method is not served here.")
                    .header("Allow", ALLOW);
        }
    }

    private static void checkNames(MultiMap headers) {
        // The one malformed name that the codec lets pass.
        if (headers.contains("")) {
            throw malformed("A header has no name.");
        }
        if (areTooMany(headers.iterator())) {
            throw Problem.of(431, "headers-too-large", "There may be at most " + MAX_HEADERS + " headers.")
                    .header("Connection", "close");
        }
    }

    private static boolean areTooMany(Iterator<?> headers) {
        int count = 0;
        while (headers.hasNext()) {
            headers.next();
            count++;
        }
        return count > MAX_HEADERS;
    }

    private static void checkHost(MultiMap headers) {
        if (headers.getAll(HttpHeaders.HOST).size() > 1) {
            throw malformed("There must be one Host header.");
        }
    }

    private static void checkFraming(MultiMap headers) {
        // The codec has refused two lengths, and a length beside a transfer coding. What it lets pass is a coding that
        // it does not know: it takes the body for the next request.
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        boolean known = codings.isEmpty() || (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst()));
        if (!known) {
            throw malformed("The only transfer coding is 'chunked'.");
        }
    }

    private static void checkExpectation(MultiMap headers) {
        String expectation = headers.get(HttpHeaders.EXPECT);
        if (expectation != null && !"100-continue".equalsIgnoreCase(expectation)) {
            throw Problem.of(417, "expectation-failed", "The only expectation is '100-continue'.");
        }
    }

    private static Problem malformed(String detail) {
        return Problem.badRequest("malformed-request", detail).header("Connection", "close");
    }
}
