package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.expression.Template;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads calls over HTTP. */
final class CallReader {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    // RFC 9110, 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Report report;
    private final ExpressionReader expressions;
    private final Reusables<Template> authentications;

    CallReader(Report report, ExpressionReader expressions, Place use) {
        this.report = report;
        this.expressions = expressions;
        this.authentications =
                Reusables.read(use, "authentications", report, policy -> policy(policy, Scope.ANYWHERE.ofCall()));
    }

    Task.CallHttp read(TaskHead head, Place with, Scope ofTask) {
        Scope scope = ofTask.ofCall();
        Place endpoint = with.get("endpoint");
        with.get("headers").members().forEach(header -> checkHeader(header.value(), header.name()));
        return new Task.CallHttp(
                head,
                method(with.get("method")),
                uri(endpoint.node().isObject() ? endpoint.get("uri") : endpoint, scope),
                authentication(endpoint.get("authentication"), scope),
                expressions.template(with.get("headers"), scope),
                expressions.template(with.get("query"), scope),
                expressions.template(with.get("body"), scope),
                with.get("output").choiceOr(Task.Output.CONTENT),
                with.get("redirect").node().asBoolean());
    }

    private String method(Place method) {
        String name = method.textOr("GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(name)) {
            report.add(
                    method,
                    "must be one of "
                            + String.join(", ", METHODS.stream().sorted().toList()));
        }
        return name;
    }

    private Template uri(Place uri, Scope scope) {
        String text = uri.textOr("");
        if (ExpressionReader.isExpression(text)) {
            return Evaluated.of(expressions.expression(uri, scope));
        }
        String scheme = text.toLowerCase(Locale.ROOT);
        if (uri.node().isTextual() && !scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            report.add(uri, "must begin with http:// or https://, or be an expression in ${ }");
        }
        return UriTemplate.of(text).orElseGet(() -> {
            report.add(uri, "must have nothing in braces but simple names, such as {petId}");
            return null;
        });
    }

    private void checkHeader(Place value, String name) {
        if (!TOKEN.matcher(name).matches()) {
            report.add(value, "has a name that no header may have");
        }
        if (value.textOr("").chars().anyMatch(c -> c == '\r' || c == '\n')) {
            report.add(value, "must be on one line");
        }
    }

    private Template authentication(Place authentication, Scope scope) {
        if (!authentication.exists()) {
            return null;
        }
        return authentication.has("use")
                ? authentications.named(authentication.get("use"))
                : policy(authentication, scope);
    }

    private Template policy(Place policy, Scope scope) {
        for (Place.Member kind : policy.members()) {
            if (!kind.name().equals("basic") && !kind.name().equals("bearer")) {
                report.refuse(kind.value(), "is an authentication that is not used here; what is: basic, bearer");
                return null;
            }
            if (kind.value().has("use")) {
                return ofSecret(kind.name(), kind.value().get("use"));
            }
        }
        return expressions.template(policy, scope);
    }

    /** The whole policy is a secret: an object with its members, or, for a token, the token itself. */
    private Template ofSecret(String kind, Place reference) {
        String name = reference.textOr("");
        expressions.requireSecret(reference, name);
        String secret = "$secrets[" + JsonNodeFactory.instance.textNode(name) + "]";
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        if (kind.equals("basic")) {
            policy.putObject("basic")
                    .put("username", "${ " + secret + ".username }")
                    .put("password", "${ " + secret + ".password }");
        } else {
            policy.putObject("bearer")
                    .put("token", "${ " + secret + " | if type == \"object\" then .token else . end }");
        }
        return expressions.made(policy);
    }
}
