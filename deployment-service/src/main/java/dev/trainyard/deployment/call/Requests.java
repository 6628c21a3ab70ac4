package dev.trainyard.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.Template;
import dev.trainyard.kit.outward.Outgoing;
import dev.trainyard.kit.outward.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes requests of tasks. */
@ApplicationScoped
class Requests {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Those that say where a request is for and where it ends are ours to say. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    private static final int MOST_HEADERS = 100;
    private static final int MOST_HEADER_CHARACTERS = 16_384;

    private final int mostBytes;
    private final String userAgent;

    Requests(CallConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.mostBytes = config.maxRequestBytes();
        this.userAgent = "trainyard/" + version;
    }

    /**
     * The request of a call.
     *
     * @throws CallFailure when its templates fail, or give none
     */
    Outgoing of(UUID run, Effect.Call call, UsedSecrets secrets, Masks masks) {
        Values values = new Values(call, secrets);
        Task.CallHttp task = call.task();
        String method = task.method().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw CallFailure.invalid("The method must be one of " + new TreeSet<>(METHODS) + ".");
        }
        JsonNode uri = values.of(task.uri());
        if (uri == null || !uri.isTextual()) {
            throw CallFailure.invalid("The address is no text.");
        }
        Target target = Target.of(uri.textValue());
        String query = query(values.of(task.query()));
        Map<String, String> headers = headers(values.of(task.headers()));
        headers.putIfAbsent("Accept", "application/json, */*;q=0.5");
        headers.putIfAbsent("User-Agent", userAgent);
        headers.putIfAbsent("X-Request-Id", run.toString());
        // The same when the call is made again after a crash, so that the other side can tell.
        headers.putIfAbsent("Idempotency-Key", run + "-" + call.id());
        headers.put("Accept-Encoding", "gzip");
        byte[] body = body(values.of(task.body()), headers);
        authenticate(headers, values.of(task.authentication()), masks);
        return new Outgoing(method, query.isEmpty() ? target : target.with(query), headers, body);
    }

    /** The values of a call's templates. */
    private static final class Values {

        private final JsonNode input;
        private final Map<String, JsonNode> variables;
        private final UsedSecrets secrets;

        Values(Effect.Call call, UsedSecrets secrets) {
            this.input = call.input();
            this.secrets = secrets;
            this.variables = new HashMap<>(call.variables());
            variables.put("secrets", secrets);
        }

        /** Null when there is no template, or it gives null. */
        JsonNode of(Template template) {
            if (template == null) {
                return null;
            }
            try {
                JsonNode value = template.evaluate(input, variables);
                secrets.check();
                return value.isNull() ? null : value;
            } catch (ExpressionException failed) {
                // A missing secret explains what has come of it.
                secrets.check();
                throw CallFailure.expression(failed.getMessage());
            }
        }
    }

    private static String query(JsonNode query) {
        if (query == null) {
            return "";
        }
        if (!query.isObject()) {
            throw CallFailure.invalid("The query is no object.");
        }
        StringJoiner joined = new StringJoiner("&");
        query.properties().forEach(parameter -> {
            JsonNode value = parameter.getValue();
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                if (each.isContainerNode()) {
                    throw CallFailure.invalid("A parameter of the query is neither a value nor an array of values.");
                }
                if (!each.isNull()) {
                    joined.add(encoded(parameter.getKey()) + "=" + encoded(each.asText()));
                }
            }
        });
        return joined.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static Map<String, String> headers(JsonNode written) {
        Map<String, String> headers = Outgoing.noHeaders();
        if (written == null) {
            return headers;
        }
        if (!written.isObject()) {
            throw CallFailure.invalid("The headers are no object.");
        }
        int characters = 0;
        for (Map.Entry<String, JsonNode> header : written.properties()) {
            String name = header.getKey();
            JsonNode value = header.getValue();
            if (value.isNull()) {
                continue;
            }
            if (!TOKEN.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw CallFailure.invalid("A header has a name that cannot be set.");
            }
            if (value.isContainerNode() || !VALUE.matcher(value.asText()).matches()) {
                throw CallFailure.invalid("The header " + name + " is not one line of plain characters.");
            }
            headers.put(name, value.asText());
            characters += name.length() + value.asText().length();
        }
        if (headers.size() > MOST_HEADERS || characters > MOST_HEADER_CHARACTERS) {
            throw CallFailure.invalid("There are more than " + MOST_HEADERS + " headers or " + MOST_HEADER_CHARACTERS
                    + " characters in them.");
        }
        return headers;
    }

    private byte[] body(JsonNode body, Map<String, String> headers) {
        if (body == null) {
            return new byte[0];
        }
        headers.putIfAbsent("Content-Type", body.isTextual() ? "text/plain;charset=utf-8" : "application/json");
        byte[] bytes = (body.isTextual() ? body.textValue() : body.toString()).getBytes(UTF_8);
        if (bytes.length > mostBytes) {
            throw CallFailure.invalid("The body has more than " + mostBytes + " bytes.");
        }
        return bytes;
    }

    private static void authenticate(Map<String, String> headers, JsonNode authentication, Masks masks) {
        if (authentication == null) {
            return;
        }
        String credentials;
        if (authentication.has("basic")) {
            JsonNode basic = authentication.get("basic");
            String user = text(basic, "username");
            if (user.indexOf(':') >= 0) {
                throw CallFailure.invalid("The user of the authentication has a colon.");
            }
            credentials = Base64.getEncoder().encodeToString((user + ":" + text(basic, "password")).getBytes(UTF_8));
            headers.put("Authorization", "Basic " + credentials);
        } else if (authentication.has("bearer")) {
            credentials = text(authentication.get("bearer"), "token");
            headers.put("Authorization", "Bearer " + credentials);
        } else {
            throw CallFailure.invalid("The authentication is neither basic nor bearer.");
        }
        if (!VALUE.matcher(credentials).matches()) {
            throw CallFailure.invalid("The authentication is not one line of plain characters.");
        }
        masks.add(credentials);
    }

    private static String text(JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        if (!value.isValueNode() || value.isNull()) {
            throw CallFailure.invalid("The authentication has no " + name + ".");
        }
        return value.asText();
    }
}
