package dev.trainyard.http.problem;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal that the caller is meant to understand: RFC 9457 problem details, thrown where the rule is and written
 * where the answer is. It carries no stack trace, since it is an answer and not a fault.
 *
 * <p>The {@code code} is stable: clients switch on it. It becomes the problem's {@code type}, {@code urn:problem:code}.
 */
public final class Problem extends RuntimeException {

    /** The media type of every error answer. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final List<Violation> violations;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Problem(int status, String code, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** A refusal with any status; prefer the named ones below where one fits. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of());
    }

    /** 400: the request cannot be read as what it claims to be. */
    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    /** 400 {@code invalid-input}: readable, but some values are not allowed; each is named with its place. */
    public static Problem invalid(List<Violation> violations) {
        return new Problem(400, "invalid-input", summary(violations), violations);
    }

    /** 400 {@code invalid-input} for a single value. */
    public static Problem invalid(Violation violation) {
        return invalid(List.of(violation));
    }

    /** 401: no token, or none that is good. */
    public static Problem unauthenticated(String detail) {
        return of(401, "unauthenticated", detail).header("WWW-Authenticate", "Bearer");
    }

    /** 403: a good token whose roles do not suffice. */
    public static Problem forbidden(String detail) {
        return of(403, "forbidden", detail);
    }

    /** 404: absent, or somebody else's, which must look the same so that ids cannot be probed. */
    public static Problem notFound(String noun) {
        return of(404, "not-found", "There is no such " + noun + ".");
    }

    /** 409: the request is fine, the state of the thing does not allow it. */
    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** 412: the thing changed since the caller read it. */
    public static Problem preconditionFailed(String detail) {
        return of(412, "stale-version", detail);
    }

    /** 413: the body is larger than {@code limit} bytes. */
    public static Problem tooLarge(long limit) {
        return of(413, "body-too-large", "The body may have at most " + limit + " bytes here.");
    }

    /** 428: the change of a shared thing must name the version that it is based on. */
    public static Problem preconditionRequired(String detail) {
        return of(428, "precondition-required", detail);
    }

    /** 500: our fault; says nothing of the inside. */
    public static Problem internal() {
        return of(500, "internal-error", "Something went wrong on our side. The request id finds it in the logs.");
    }

    /** 503: not now; the caller may come back after {@code retryAfterSeconds}. */
    public static Problem unavailable(String code, String detail, int retryAfterSeconds) {
        return of(503, code, detail).header("Retry-After", Integer.toString(retryAfterSeconds));
    }

    /** Adds a header to the answer. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds an extension member (RFC 9457, 3.2), for what a program needs to act on the problem. */
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** The stable name of this kind of problem, in kebab case. */
    public String code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** The body of the answer. */
    public JsonObject toJson(String requestId) {
        JsonObject json = new JsonObject()
                .put("type", "urn:problem:" + code)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", getMessage());
        if (!violations.isEmpty()) {
            JsonArray places = new JsonArray();
            violations.forEach(violation -> places.add(new JsonObject()
                    .put("in", violation.location())
                    .put("pointer", violation.pointer())
                    .put("detail", violation.detail())));
            json.put("violations", places);
        }
        members.forEach(json::put);
        if (requestId != null) {
            json.put("requestId", requestId);
        }
        return json;
    }

    private static String summary(List<Violation> violations) {
        if (violations.size() > 1) {
            return violations.size() + " values are not allowed.";
        }
        Violation only = violations.getFirst();
        return (only.pointer().isEmpty() ? "The " + only.location() : only.pointer()) + ": " + only.detail();
    }
}
