package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.trainyard.deployment.definition.DataSchema;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.DurationTemplate;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.TaskHead;
import dev.trainyard.deployment.definition.Then;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.Expressions;
import dev.trainyard.deployment.expression.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of tests, without the checks that users' definitions get. */
final class Workflow {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Expressions expressions;

    Workflow(Expressions expressions) {
        this.expressions = expressions;
    }

    /** YAML, or JSON. */
    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    Definition read(String yaml) {
        return read(yaml(yaml));
    }

    Definition read(JsonNode document) {
        JsonNode about = document.path("document");
        return new Definition(
                about.path("namespace").asText("test"),
                about.path("name").asText("test"),
                about.path("version").asText("1.0.0"),
                about.path("dsl").asText("1.0.0"),
                document,
                schema(document.path("input").path("schema")),
                mapping(document.path("input").path("from")),
                mapping(document.path("output").path("as")),
                schema(document.path("output").path("schema")),
                duration(document.path("timeout").path("after")),
                tasks(document.path("do"), "/do"),
                Set.of());
    }

    private List<Task> tasks(JsonNode list, String pointer) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Map.Entry<String, JsonNode> entry =
                    list.get(i).properties().iterator().next();
            tasks.add(task(entry.getKey(), entry.getValue(), pointer + "/" + i + "/" + entry.getKey()));
        }
        return tasks;
    }

    private Task task(String name, JsonNode task, String pointer) {
        TaskHead head = new TaskHead(
                name,
                pointer,
                task,
                expression(task.path("if")),
                schema(task.path("input").path("schema")),
                mapping(task.path("input").path("from")),
                mapping(task.path("output").path("as")),
                schema(task.path("output").path("schema")),
                mapping(task.path("export").path("as")),
                schema(task.path("export").path("schema")),
                duration(task.path("timeout").path("after")),
                then(task.path("then")));
        if (task.has("set")) {
            return new Task.Set(head, expressions.template(task.get("set")));
        } else if (task.has("for")) {
            JsonNode loop = task.get("for");
            return new Task.For(
                    head,
                    loop.path("each").asText("item"),
                    loop.path("at").asText("index"),
                    expression(loop.get("in")),
                    expression(task.path("while")),
                    tasks(task.path("do"), pointer + "/do"));
        } else if (task.has("do")) {
            return new Task.Do(head, tasks(task.get("do"), pointer + "/do"));
        } else if (task.has("switch")) {
            List<Task.Case> cases = new ArrayList<>();
            task.get("switch")
                    .forEach(one -> one.properties()
                            .forEach(entry -> cases.add(new Task.Case(
                                    entry.getKey(),
                                    expression(entry.getValue().path("when")),
                                    then(entry.getValue().path("then"))))));
            return new Task.Switch(head, cases);
        } else if (task.has("fork")) {
            return new Task.Fork(
                    head,
                    tasks(task.path("fork").path("branches"), pointer + "/fork/branches"),
                    task.path("fork").path("compete").asBoolean());
        } else if (task.has("try")) {
            return new Task.Try(
                    head, tasks(task.get("try"), pointer + "/try"), caught(task.path("catch"), pointer + "/catch"));
        } else if (task.has("wait")) {
            return new Task.Wait(head, duration(task.get("wait")));
        } else if (task.has("raise")) {
            return new Task.Raise(head, expressions.template(task.path("raise").path("error")));
        } else if (task.has("call")) {
            JsonNode with = task.path("with");
            return new Task.CallHttp(
                    head,
                    with.path("method").asText(),
                    expressions.template(with.path("endpoint")),
                    null,
                    null,
                    null,
                    null,
                    Task.Output.CONTENT,
                    false);
        } else if (task.has("emit")) {
            return new Task.Emit(
                    head, expressions.template(task.path("emit").path("event").path("with")));
        } else if (task.has("listen")) {
            return listen(head, task, pointer);
        }
        throw new IllegalArgumentException("No task: " + task);
    }

    private Task listen(TaskHead head, JsonNode task, String pointer) {
        JsonNode to = task.path("listen").path("to");
        Task.Consume which = to.has("one") ? Task.Consume.ONE : to.has("all") ? Task.Consume.ALL : Task.Consume.ANY;
        List<Task.EventFilter> filters = new ArrayList<>();
        if (to.has("one")) {
            filters.add(filter(to.get("one")));
        } else {
            (to.has("all") ? to.get("all") : to.get("any")).forEach(one -> filters.add(filter(one)));
        }
        JsonNode foreach = task.path("foreach");
        return new Task.Listen(
                head,
                which,
                filters,
                expression(to.path("until")),
                foreach.isMissingNode()
                        ? null
                        : new Task.Foreach(
                                foreach.path("item").asText("item"),
                                foreach.path("at").asText("index"),
                                tasks(foreach.path("do"), pointer + "/foreach/do")),
                task.path("listen").path("read").asText("data").equals("envelope")
                        ? Task.Read.ENVELOPE
                        : Task.Read.DATA);
    }

    private Task.EventFilter filter(JsonNode filter) {
        List<Task.Correlation> correlations = new ArrayList<>();
        filter.path("correlate")
                .properties()
                .forEach(entry -> correlations.add(new Task.Correlation(
                        entry.getKey(),
                        expression(entry.getValue().path("from")),
                        entry.getValue().has("expect")
                                ? expressions.template(entry.getValue().get("expect"))
                                : null)));
        return new Task.EventFilter(expressions.template(filter.path("with")), correlations);
    }

    private Task.Catch caught(JsonNode caught, String pointer) {
        JsonNode retry = caught.path("retry");
        JsonNode limit = retry.path("limit");
        JsonNode backoff = retry.path("backoff");
        return new Task.Catch(
                caught.path("errors").has("with")
                        ? expressions.template(caught.path("errors").get("with"))
                        : null,
                caught.path("as").asText("error"),
                expression(caught.path("when")),
                expression(caught.path("exceptWhen")),
                retry.isMissingNode()
                        ? null
                        : new Task.Retry(
                                expression(retry.path("when")),
                                expression(retry.path("exceptWhen")),
                                duration(retry.path("delay")),
                                backoff.has("linear")
                                        ? Task.Backoff.LINEAR
                                        : backoff.has("exponential") ? Task.Backoff.EXPONENTIAL : Task.Backoff.CONSTANT,
                                limit.path("attempt").has("count")
                                        ? limit.path("attempt").get("count").intValue()
                                        : null,
                                duration(limit.path("attempt").path("duration")),
                                duration(limit.path("duration")),
                                duration(retry.path("jitter").path("from")),
                                duration(retry.path("jitter").path("to"))),
                tasks(caught.path("do"), pointer + "/do"));
    }

    private static Then then(JsonNode then) {
        return switch (then.asText("continue")) {
            case "continue" -> new Then.Continue();
            case "exit" -> new Then.Exit();
            case "end" -> new Then.End();
            default -> new Then.Goto(then.textValue());
        };
    }

    private Expression expression(JsonNode text) {
        return text.isMissingNode() ? null : expressions.parse(text.asText());
    }

    /** An expression, with or without the brackets, or an object with such. */
    private Template mapping(JsonNode value) {
        return value.isMissingNode()
                ? null
                : value.isTextual() ? expressions.parse(value.textValue())::evaluate : expressions.template(value);
    }

    private DurationTemplate duration(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        Template template = expressions.template(value);
        return (input, variables) -> {
            JsonNode duration = template.evaluate(input, variables);
            if (duration.isTextual()) {
                return Duration.parse(duration.textValue());
            } else if (duration.isObject()) {
                return Duration.ofDays(duration.path("days").longValue())
                        .plusHours(duration.path("hours").longValue())
                        .plusMinutes(duration.path("minutes").longValue())
                        .plusSeconds(duration.path("seconds").longValue())
                        .plusMillis(duration.path("milliseconds").longValue());
            }
            throw new ExpressionException("not a duration: " + duration);
        };
    }

    /** Knows {@code required} and {@code type}, which is enough to see what is validated when. */
    private static DataSchema schema(JsonNode schema) {
        JsonNode document = schema.path("document");
        return schema.isMissingNode()
                ? null
                : data -> {
                    List<String> violations = new ArrayList<>();
                    if (document.has("type")
                            && !document.get("type")
                                    .textValue()
                                    .equalsIgnoreCase(data.getNodeType().name())) {
                        violations.add(
                                "/: must be of type " + document.get("type").textValue());
                    }
                    document.path("required").forEach(name -> {
                        if (!data.has(name.textValue())) {
                            violations.add("/" + name.textValue() + ": is required");
                        }
                    });
                    return violations;
                };
    }
}
