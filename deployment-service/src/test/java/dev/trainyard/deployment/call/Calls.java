package dev.trainyard.deployment.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.TaskHead;
import dev.trainyard.deployment.definition.Then;
import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.engine.EffectResult;
import dev.trainyard.deployment.engine.WorkflowError;
import dev.trainyard.deployment.expression.Expressions;
import dev.trainyard.deployment.expression.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Makes calls as runs do. */
@ApplicationScoped
class Calls {

    static final UUID RUN = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final String EFFECT = "e7";

    private final HttpCalls calls;
    private final Expressions expressions;
    private final ObjectMapper json;

    Calls(HttpCalls calls, Expressions expressions, ObjectMapper json) {
        this.calls = calls;
        this.expressions = expressions;
        this.json = json;
    }

    /** A call under way to be described: what {@code with} of a task says, as JSON. */
    record With(
            String user,
            String method,
            String uri,
            String authentication,
            String headers,
            String query,
            String body,
            Task.Output output,
            boolean redirect,
            String input) {

        static With get(String uri) {
            return of("GET", uri);
        }

        static With of(String method, String uri) {
            return new With(
                    "user-" + UUID.randomUUID(), method, uri, null, null, null, null, Task.Output.CONTENT, false, "{}");
        }

        With user(String other) {
            return new With(other, method, uri, authentication, headers, query, body, output, redirect, input);
        }

        With authentication(String other) {
            return new With(user, method, uri, other, headers, query, body, output, redirect, input);
        }

        With headers(String other) {
            return new With(user, method, uri, authentication, other, query, body, output, redirect, input);
        }

        With query(String other) {
            return new With(user, method, uri, authentication, headers, other, body, output, redirect, input);
        }

        With body(String other) {
            return new With(user, method, uri, authentication, headers, query, other, output, redirect, input);
        }

        With output(Task.Output other) {
            return new With(user, method, uri, authentication, headers, query, body, other, redirect, input);
        }

        With redirecting() {
            return new With(user, method, uri, authentication, headers, query, body, output, true, input);
        }

        With input(String other) {
            return new With(user, method, uri, authentication, headers, query, body, output, redirect, other);
        }
    }

    EffectResult result(With with) {
        TaskHead head = new TaskHead(
                "ask",
                "/do/0/ask",
                JsonNodeFactory.instance.objectNode(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Then.Continue());
        Task.CallHttp task = new Task.CallHttp(
                head,
                with.method(),
                expressions.template(TextNode.valueOf(with.uri())),
                template(with.authentication()),
                template(with.headers()),
                template(with.query()),
                template(with.body()),
                with.output(),
                with.redirect());
        return calls.perform(with.user(), RUN, new Effect.Call(EFFECT, task, read(with.input()), Map.of()));
    }

    JsonNode output(With with) {
        EffectResult result = result(with);
        return assertInstanceOf(EffectResult.Success.class, result, result::toString)
                .output();
    }

    WorkflowError error(With with) {
        EffectResult result = result(with);
        return assertInstanceOf(EffectResult.Failure.class, result, result::toString)
                .error();
    }

    private Template template(String written) {
        return written == null ? null : expressions.template(read(written));
    }

    JsonNode read(String written) {
        try {
            return json.readTree(written);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static WorkflowError error(String type, int status, String title, String detail) {
        return new WorkflowError(WorkflowError.STANDARD + type, status, title, detail, "/do/0/ask");
    }

    static WorkflowError failed(int status, String detail) {
        return error("communication", status, "The call failed", detail);
    }

    static WorkflowError forbidden(String detail) {
        return error("authorization", 403, "The call is not allowed", detail);
    }

    static WorkflowError invalid(String detail) {
        return error("validation", 400, "The call is not valid", detail);
    }
}
