package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A run of a test, at a time of its own, that is advanced by hand. */
final class Trip {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final RunFacts FACTS = new RunFacts(
            "ada",
            UUID.fromString("01960000-0000-7000-8000-000000000001"),
            UUID.fromString("01960000-0000-7000-8000-000000000002"),
            3,
            START);

    final List<Step> steps = new ArrayList<>();
    final Map<String, Effect> effects = new LinkedHashMap<>();
    final List<String> abandoned = new ArrayList<>();
    Instant now = START;
    Progress progress;

    private final Interpreter interpreter;
    private final Definition definition;
    private Execution execution;

    Trip(Definitions definitions, Expressions expressions, EngineConfig limits, String definition, String input) {
        this(expressions, limits, definitions.read(document(definition)), yaml(input));
    }

    Trip(Expressions expressions, EngineConfig limits, Definition definition, JsonNode input) {
        this.interpreter = new WorkflowInterpreter(limits, new EventMatcher(expressions));
        this.definition = definition;
        this.execution = interpreter.begin(definition, FACTS, input);
    }

    /** YAML, or JSON. */
    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    /** A definition that says of itself what every one must. */
    static ObjectNode document(String yaml) {
        ObjectNode document = (ObjectNode) yaml(yaml);
        if (!document.has("document")) {
            document.putObject("document")
                    .put("dsl", "1.0.0")
                    .put("namespace", "tests")
                    .put("name", "trip")
                    .put("version", "1.0.0");
        }
        return document;
    }

    /** Goes on as far as it can at this time. */
    Trip go() {
        do {
            advance();
        } while (progress.hasMore());
        return this;
    }

    /** Goes on after some time. */
    Trip after(String duration) {
        now = now.plus(Duration.parse(duration));
        return go();
    }

    /** Goes on as far as it can by letting time go by; effects are never complete. */
    Trip sleep() {
        go();
        while (progress.ending() == null && progress.wakeAt() != null) {
            now = progress.wakeAt();
            go();
        }
        return this;
    }

    Progress advance() {
        progress = execution.advance(now);
        steps.addAll(progress.steps());
        progress.abandoned().forEach(effects::remove);
        abandoned.addAll(progress.abandoned());
        progress.effects().forEach(effect -> effects.put(effect.id(), effect));
        return progress;
    }

    /** Tells how an effect went, and goes on. */
    Trip complete(String effect, String output) {
        return complete(effect, new EffectResult.Success(yaml(output)));
    }

    Trip fail(String effect, String kind, int status) {
        return complete(
                effect,
                new EffectResult.Failure(new WorkflowError(WorkflowError.STANDARD + kind, status, null, null, null)));
    }

    Trip complete(String effect, EffectResult result) {
        tell(effect, result);
        return go();
    }

    void tell(String effect, EffectResult result) {
        effects.remove(effect);
        execution.complete(effect, result);
    }

    /** The replica dies, another one goes on from what was saved. */
    Trip restart() {
        execution = interpreter.restore(definition, FACTS, yaml(state().toString()));
        return this;
    }

    JsonNode state() {
        return execution.state();
    }

    /** What it gave, as JSON; or, as {@code !kind status instance}, the error that it ended with. */
    String outcome() {
        return switch (progress.ending()) {
            case null -> "going on";
            case Ending.Completed completed -> completed.output().toString();
            case Ending.Faulted faulted -> error(faulted.error());
        };
    }

    WorkflowError error() {
        return ((Ending.Faulted) progress.ending()).error();
    }

    /** The only effect that is asked for. */
    String effect() {
        if (effects.size() != 1) {
            throw new IllegalStateException("Effects: " + effects.keySet());
        }
        return effects.keySet().iterator().next();
    }

    /** Each step as {@code number name status attempt → output or error}. */
    List<String> log() {
        return steps.stream()
                .map(step -> step.number() + " " + step.name() + " " + step.status()
                        + (step.attempt() > 1 ? " #" + step.attempt() : "")
                        + (step.output() != null ? " " + step.output() : "")
                        + (step.error() != null ? " " + error(step.error()) : ""))
                .toList();
    }

    static String error(WorkflowError error) {
        return "!" + error.type().replace(WorkflowError.STANDARD, "") + " " + error.status() + " " + error.instance();
    }
}
