package dev.trainyard.kit.outward;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as it is sent.
 *
 * @param headers by their names, whatever the case
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
public record Outgoing(String method, Target target, Map<String, String> headers, byte[] body) {

    /** What every other origin may know: not what authors say, which may be a key. */
    private static final Set<String> NO_SECRET = Set.of("accept", "accept-encoding", "accept-language", "user-agent");

    private static final int MOVED_PERMANENTLY = 301;
    private static final int FOUND = 302;
    private static final int SEE_OTHER = 303;

    /** Headers to be filled. */
    public static Map<String, String> noHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /**
     * The request that follows an answer with {@code status} and {@code location}, as browsers do it; no secret goes to
     * another origin, and nothing from https to http.
     *
     * @throws OutwardFailure when it leads nowhere that may be called
     */
    public Outgoing redirected(int status, String location) {
        Target next = target.redirected(location);
        if (target.secure() && !next.secure()) {
            throw OutwardFailure.forbidden(target.origin() + " redirects from https to http.");
        }
        boolean becomesGet = (status == SEE_OTHER && !method.equals("HEAD"))
                || ((status == MOVED_PERMANENTLY || status == FOUND) && method.equals("POST"));
        boolean isSameOrigin = target.origin().equals(next.origin());
        if (body.length > 0 && !becomesGet && !isSameOrigin) {
            throw OutwardFailure.forbidden(target.origin() + " redirects a body to another origin.");
        }
        Map<String, String> kept = noHeaders();
        kept.putAll(headers);
        if (becomesGet) {
            kept.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
        }
        if (!isSameOrigin) {
            kept.keySet().removeIf(name -> !NO_SECRET.contains(name.toLowerCase(Locale.ROOT)));
        }
        return new Outgoing(becomesGet ? "GET" : method, next, kept, becomesGet ? new byte[0] : body);
    }

    @Override
    public String toString() {
        return method + " " + target.origin();
    }
}
