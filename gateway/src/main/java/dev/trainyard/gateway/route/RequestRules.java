package dev.trainyard.gateway.route;

import dev.trainyard.http.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final BitSet OF_HOSTS = charactersOf(LETTERS_AND_DIGITS + "-._~:[]%!$&'()*+;=");
    private static final BitSet OF_NAMES = charactersOf(LETTERS_AND_DIGITS + "!#$%&'*+-.^_`|~");

    private RequestRules() {}

    private static BitSet charactersOf(String characters) {
        BitSet set = new BitSet(128);
        characters.chars().forEach(set::set);
        return set;
    }

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
        checkHost(request);
        if (request.version() == HttpVersion.HTTP_2) {
            checkFields(request.headers());
        } else {
            checkFraming(request.headers());
        }
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
        for (int i = 0; i < target.length(); i++) {
            if (isBlankOrControl(target.charAt(i))) {
                throw Problem.badRequest("malformed-path", "There must be no blanks in the path or the query.");
            }
        }
    }

    private static boolean isBlankOrControl(char c) {
        return c <= ' ' || c == 0x7F;
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

    private static void checkHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || hosts.contains("")) {
            throw malformed("There must be one Host header.");
        }
        String host = hosts.isEmpty() ? Objects.toString(request.authority(), "") : hosts.getFirst();
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= 0x7F || !OF_HOSTS.get(c)) {
                throw malformed("The Host header must be a host, and a port if need be.");
            }
        }
    }

    /** In HTTP/2 a field may contain what would end it in HTTP/1.1, and the codec lets it pass. */
    private static void checkFields(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            if (!header.getKey().chars().allMatch(c -> c < 0x7F && OF_NAMES.get(c))
                    || header.getValue().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
                throw malformed("A header has a name or a value that is none.");
            }
        }
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contains(HttpHeaders.CONNECTION)) {
            throw malformed("HTTP/2 has no headers of its connection.");
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
