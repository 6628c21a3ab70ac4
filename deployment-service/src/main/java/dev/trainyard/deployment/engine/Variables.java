package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.TaskHead;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What expressions know besides the data that they are evaluated on, as the specification's table of arguments has it. */
final class Variables {

    private final Definition definition;
    private final RunFacts facts;
    private final JsonNode input;
    private JsonNode workflow;
    private JsonNode runtime;

    Variables(Definition definition, RunFacts facts, JsonNode input) {
        this.definition = definition;
        this.facts = facts;
        this.input = input;
    }

    /** Those of the workflow's own expressions; without a context before there is one. */
    Map<String, JsonNode> ofWorkflow(JsonNode context) {
        Map<String, JsonNode> variables = new HashMap<>();
        addDescriptions(variables);
        if (context != null) {
            variables.put("context", context);
        }
        return variables;
    }

    /** Those of a task, with its input once it has one. */
    Map<String, JsonNode> of(Frame frame, Scope scope, JsonNode context) {
        Map<String, JsonNode> variables = new HashMap<>();
        for (Scope one = scope; one != null; one = one.outer()) {
            variables.putIfAbsent(one.name(), one.value());
        }
        addDescriptions(variables);
        variables.put("context", context);
        variables.put("task", describe(frame));
        if (frame.input != null) {
            variables.put("input", frame.input);
        }
        return variables;
    }

    /** Those of a task that has done what it does; with its output once that is made. */
    Map<String, JsonNode> ofOutput(Frame frame, Scope scope, JsonNode context, JsonNode rawOutput, JsonNode output) {
        Map<String, JsonNode> variables = of(frame, scope, context);
        ((ObjectNode) variables.get("task")).set("output", rawOutput);
        if (output != null) {
            variables.put("output", output);
        }
        return variables;
    }

    long seed() {
        return facts.id().getMostSignificantBits() ^ facts.id().getLeastSignificantBits();
    }

    private void addDescriptions(Map<String, JsonNode> variables) {
        if (workflow == null) {
            ObjectNode description =
                    JsonNodeFactory.instance.objectNode().put("id", facts.id().toString());
            description.set("definition", definition.document());
            description.set("input", input);
            description.set("startedAt", describe(facts.startedAt()));
            workflow = description;
            ObjectNode platform = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", "trainyard")
                    .put("version", "1");
            platform.putObject("metadata")
                    .put("deployment", String.valueOf(facts.deploymentId()))
                    .put("version", facts.version());
            runtime = platform;
        }
        variables.put("workflow", workflow);
        variables.put("runtime", runtime);
    }

    private static JsonNode describe(Frame frame) {
        TaskHead head = frame.task.head();
        ObjectNode description =
                JsonNodeFactory.instance.objectNode().put("name", head.name()).put("reference", head.pointer());
        description.set("definition", head.definition() == null ? NullNode.instance : head.definition());
        description.set("input", frame.rawInput);
        description.set("startedAt", describe(frame.startedAt));
        return description;
    }

    private static JsonNode describe(Instant time) {
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("iso8601", time.toString());
        description.putObject("epoch").put("seconds", time.getEpochSecond()).put("milliseconds", time.toEpochMilli());
        return description;
    }
}
