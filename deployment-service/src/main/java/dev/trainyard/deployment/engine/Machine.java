package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.DataSchema;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.TaskHead;
import dev.trainyard.deployment.definition.Then;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as a tree of frames, one for each task that is going on, and a queue of those that can go on. A task is begun from the
 * queue, never from within another one, so that neither stack nor state grows with how long a run goes on.
 */
final class Machine implements Execution {

    /** Durations are cut at this; nothing may be waited for longer, and no sum of times overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Definition definition;
    private final EngineConfig limits;
    private final EventMatcher events;
    private final Variables variables;
    private final JsonNode workflowInput;

    private final Frame root;
    private final Deque<Frame> ready = new ArrayDeque<>();
    private final Map<String, Frame> awaiting = new LinkedHashMap<>();
    private final Map<String, EffectResult> inbox = new LinkedHashMap<>();
    private JsonNode context;
    private long lastFrame;
    private long begun;
    private int lastStep;
    private int tasksAtOnce;
    private Ending ending;

    /** Whether what was asked for before is to be asked for again, by the next advance. */
    private boolean isRestored;

    /** The bytes that the state had when it was last measured, and those of all values that have come up since. */
    private long mostBytes;

    private Instant now;
    private List<Step> steps;
    private Map<String, Effect> effects;
    private List<String> abandoned;

    /** A run that has done nothing yet. */
    Machine(Definition definition, RunFacts facts, JsonNode input, EngineConfig limits, EventMatcher events) {
        this.definition = definition;
        this.limits = limits;
        this.events = events;
        this.workflowInput = input;
        this.variables = new Variables(definition, facts, input);
        this.mostBytes = PlainJson.size(input, Long.MAX_VALUE);
        this.root = new Frame(0, null, null, 0, input);
        ((Whole) root.activity).of(definition.tasks());
        ready.add(root);
    }

    /** A run that has ended before it began. */
    Machine(Definition definition, RunFacts facts, WorkflowError error, EngineConfig limits, EventMatcher events) {
        this(definition, facts, NullNode.instance, limits, events);
        ending = new Ending.Faulted(error);
    }

    /** A run as it was when {@code state} was taken of it. */
    Machine(
            Definition definition,
            RunFacts facts,
            JsonNode state,
            Values values,
            EngineConfig limits,
            EventMatcher events) {
        this(definition, facts, values.get(state, "input"), limits, events);
        ready.clear();
        isRestored = true;
        mostBytes = values.size(Long.MAX_VALUE);
        context = values.get(state, "context");
        lastFrame = state.path("lastFrame").longValue();
        begun = state.path("begun").longValue();
        lastStep = state.path("lastStep").intValue();
        if (state.has("output")) {
            ending = new Ending.Completed(values.get(state, "output"));
        } else if (state.has("error")) {
            ending = new Ending.Faulted(WorkflowError.of(values.get(state, "error")));
        }
        Map<Long, Frame> frames = new LinkedHashMap<>();
        load(root, state.path("root"), values, frames);
        state.path("ready").forEach(id -> ready.add(frames.get(id.longValue())));
        state.path("inbox")
                .forEach(result -> inbox.put(
                        result.path("effect").textValue(),
                        result.has("error")
                                ? new EffectResult.Failure(WorkflowError.of(values.get(result, "error")))
                                : new EffectResult.Success(values.get(result, "output"))));
    }

    @Override
    public Progress advance(Instant time) {
        now = time;
        steps = new ArrayList<>();
        effects = new LinkedHashMap<>();
        abandoned = new ArrayList<>();
        if (ending == null) {
            try {
                goOn();
            } catch (LimitExceededException exceeded) {
                cancelChildren(root);
                ending = new Ending.Faulted(WorkflowError.runtime(exceeded.getMessage(), root.pointer()));
            }
        }
        if (ending != null) {
            return new Progress(ending, steps, List.of(), abandoned, null, false);
        }
        if (isRestored) {
            isRestored = false;
            awaiting.forEach((id, frame) -> effects.computeIfAbsent(id, asked -> frame.activity.effect(this, frame)));
        }
        return new Progress(
                null, steps, List.copyOf(effects.values()), abandoned, earliest(root, null), !ready.isEmpty());
    }

    @Override
    public void complete(String effect, EffectResult result) {
        Frame frame = awaiting.get(effect);
        if (frame != null) {
            inbox.putIfAbsent(effect, plain(result, frame));
        }
    }

    private EffectResult plain(EffectResult result, Frame frame) {
        return switch (result) {
            case EffectResult.Success success -> {
                try {
                    yield new EffectResult.Success(plain(success.output()));
                } catch (ExpressionException unfit) {
                    yield new EffectResult.Failure(WorkflowError.communication(unfit.getMessage(), frame.pointer()));
                }
            }
            case EffectResult.Failure failure -> {
                WorkflowError error = failure.error();
                yield new EffectResult.Failure(new WorkflowError(
                        PlainJson.of(error.type()),
                        error.status(),
                        PlainJson.of(error.title()),
                        PlainJson.of(error.detail()),
                        frame.pointer()));
            }
        };
    }

    @Override
    public JsonNode state() {
        Values values = new Values();
        ObjectNode state = save(values);
        return state.put("values", values.text());
    }

    private void goOn() {
        takeResults();
        fireTimers();
        measure();
        for (int i = 0; i < limits.stepsPerAdvance() && ending == null && !ready.isEmpty(); ) {
            Frame frame = ready.remove();
            if (!frame.isOver) {
                i++;
                count();
                guard(frame, () -> {
                    if (frame.isBegun()) {
                        frame.activity.resume(this, frame);
                    } else {
                        begin(frame);
                    }
                });
                measure();
            }
        }
        ready.removeIf(frame -> frame.isOver);
    }

    private void takeResults() {
        Map<String, EffectResult> results = new LinkedHashMap<>(inbox);
        inbox.clear();
        results.forEach((id, result) -> {
            // What came before may have abandoned it.
            Frame frame = awaiting.remove(id);
            if (frame != null) {
                frame.effect = null;
                frame.effectContext = null;
                guard(frame, () -> {
                    switch (result) {
                        case EffectResult.Success success -> frame.activity.effectEnded(this, frame, success.output());
                        case EffectResult.Failure failure -> fail(frame, failure.error());
                    }
                });
            }
        });
    }

    /** One after the other in the order of their times, so that what was over first is over, however late it is looked at. */
    private void fireTimers() {
        Instant next = earliest(root, null);
        while (ending == null && next != null && !next.isAfter(now)) {
            fire(root, next);
            next = ending == null ? earliest(root, null) : null;
        }
    }

    /** Fires what is due at a time: of several the outermost, and what a task waits for rather than its timeout. */
    private boolean fire(Frame frame, Instant time) {
        if (time.equals(frame.timer)) {
            frame.timer = null;
            guard(frame, () -> frame.activity.timerFired(this, frame));
            return true;
        }
        if (time.equals(frame.deadline)) {
            frame.deadline = null;
            fail(
                    frame,
                    WorkflowError.timeout(
                            frame == root ? "The workflow took longer than it may" : "The task took longer than it may",
                            frame == root ? "/timeout" : frame.pointer()));
            return true;
        }
        for (Frame child : frame.children) {
            if (fire(child, time)) {
                return true;
            }
        }
        return false;
    }

    private static Instant earliest(Frame frame, Instant known) {
        Instant earliest = known;
        if (frame.timer != null && (earliest == null || frame.timer.isBefore(earliest))) {
            earliest = frame.timer;
        }
        if (frame.deadline != null && (earliest == null || frame.deadline.isBefore(earliest))) {
            earliest = frame.deadline;
        }
        for (Frame child : frame.children) {
            earliest = earliest(child, earliest);
        }
        return earliest;
    }

    private void count() {
        begun++;
        if (begun > limits.maxSteps()) {
            throw new LimitExceededException("The run has more than " + limits.maxSteps() + " steps");
        }
    }

    /** Only what could have become too large is measured, for that takes as long as writing it. */
    private void measure() {
        if (mostBytes <= limits.maxStateBytes() || ending != null) {
            return;
        }
        Values values = new Values();
        save(values);
        mostBytes = values.size(limits.maxStateBytes());
        if (mostBytes > limits.maxStateBytes()) {
            throw new LimitExceededException("The run's data have more than " + limits.maxStateBytes() + " bytes");
        }
    }

    /** Does something for a frame, which fails with the errors that come of it. */
    private void guard(Frame frame, Runnable work) {
        try {
            work.run();
        } catch (Fault fault) {
            fail(frame, fault.error());
        } catch (ExpressionException failed) {
            fail(frame, WorkflowError.expression(PlainJson.of(failed.getMessage()), frame.pointer()));
        }
    }

    private void begin(Frame frame) {
        frame.startedAt = now;
        if (frame == root) {
            beginWorkflow();
            return;
        }
        TaskHead head = frame.task.head();
        if (head.when() != null && !head.when().holds(frame.rawInput, variables(frame))) {
            close(frame);
            step(frame, Step.Status.SKIPPED, null, null);
            ended(frame, frame.rawInput, Activity.CONTINUE);
            return;
        }
        validate(head.inputSchema(), frame.rawInput, frame.pointer());
        frame.input = head.inputFrom() == null
                ? frame.rawInput
                : plain(head.inputFrom().evaluate(frame.rawInput, variables(frame)));
        if (head.timeout() != null) {
            frame.deadline = after(head.timeout().evaluate(frame.input, variables(frame)));
        }
        frame.activity.begin(this, frame);
    }

    private void beginWorkflow() {
        try {
            validate(definition.inputSchema(), workflowInput, "/input");
            root.input = definition.inputFrom() == null
                    ? workflowInput
                    : plain(definition.inputFrom().evaluate(workflowInput, variables.ofWorkflow(null)));
        } catch (ExpressionException failed) {
            throw new Fault(WorkflowError.expression(failed.getMessage(), "/input"));
        }
        context = root.input;
        if (definition.timeout() != null) {
            try {
                root.deadline = after(definition.timeout().evaluate(root.input, variables.ofWorkflow(context)));
            } catch (ExpressionException failed) {
                throw new Fault(WorkflowError.expression(failed.getMessage(), "/timeout"));
            }
        }
        root.activity.begin(this, root);
    }

    /** A task is to begin, in its turn. */
    void start(Frame parent, int slot, JsonNode data) {
        Task task = parent.activity.tasks().get(slot);
        Frame frame = new Frame(++lastFrame, parent, task, slot, data);
        if (frame.depth > limits.maxNesting()) {
            throw new LimitExceededException("Tasks are nested more than " + limits.maxNesting() + " deep");
        }
        tasksAtOnce++;
        if (tasksAtOnce > limits.maxTasksAtOnce()) {
            throw new LimitExceededException(
                    "The run has more than " + limits.maxTasksAtOnce() + " tasks going on at once");
        }
        parent.children.add(frame);
        ready.add(frame);
    }

    /** A task is to go on, in its turn. */
    void enqueue(Frame frame) {
        ready.add(frame);
    }

    /** A task needs something from outside. */
    void ask(Frame frame, String effect) {
        frame.effect = effect;
        frame.effectContext = context;
        awaiting.put(effect, frame);
        effects.put(effect, frame.activity.effect(this, frame));
    }

    /** A task has done what it does; its output goes on to what it is part of. */
    void finish(Frame frame, JsonNode rawOutput, Then then) {
        if (frame == root) {
            finishWorkflow(rawOutput);
            return;
        }
        JsonNode output;
        try {
            output = outputOf(frame, rawOutput);
        } catch (Fault fault) {
            fail(frame, fault.error());
            return;
        } catch (ExpressionException failed) {
            fail(frame, WorkflowError.expression(PlainJson.of(failed.getMessage()), frame.pointer()));
            return;
        }
        close(frame);
        step(frame, Step.Status.COMPLETED, output, null);
        ended(frame, output, then);
    }

    private JsonNode outputOf(Frame frame, JsonNode rawOutput) {
        TaskHead head = frame.task.head();
        return map(
                frame,
                frame.scope,
                rawOutput,
                head.outputAs(),
                head.outputSchema(),
                head.exportAs(),
                head.exportSchema());
    }

    /** The output that a raw one makes, after it has made the context that it makes; each is checked before it is taken. */
    JsonNode map(
            Frame frame,
            Scope scope,
            JsonNode rawOutput,
            Template outputAs,
            DataSchema outputSchema,
            Template exportAs,
            DataSchema exportSchema) {
        JsonNode output = outputAs == null
                ? rawOutput
                : plain(outputAs.evaluate(rawOutput, variables.ofOutput(frame, scope, context, rawOutput, null)));
        validate(outputSchema, output, frame.pointer());
        JsonNode exported = exportAs == null
                ? context
                : plain(exportAs.evaluate(output, variables.ofOutput(frame, scope, context, rawOutput, output)));
        validate(exportSchema, exported, frame.pointer());
        context = exported;
        return output;
    }

    private void ended(Frame frame, JsonNode output, Then then) {
        Frame parent = frame.parent;
        guard(parent, () -> parent.activity.childEnded(this, parent, frame, output, then));
    }

    private void finishWorkflow(JsonNode rawOutput) {
        try {
            JsonNode output = definition.outputAs() == null
                    ? rawOutput
                    : plain(definition.outputAs().evaluate(rawOutput, variables.ofWorkflow(context)));
            validate(definition.outputSchema(), output, "/output");
            ending = new Ending.Completed(output);
        } catch (ExpressionException failed) {
            ending = new Ending.Faulted(WorkflowError.expression(PlainJson.of(failed.getMessage()), "/output"));
        } catch (Fault fault) {
            ending = new Ending.Faulted(fault.error());
        }
    }

    /** A task ends with an error, and all that goes on within it; what it is part of may catch the error. */
    void fail(Frame frame, WorkflowError error) {
        cancelChildren(frame);
        if (frame == root) {
            ending = new Ending.Faulted(error);
            return;
        }
        close(frame);
        step(frame, Step.Status.FAULTED, null, error);
        Frame parent = frame.parent;
        guard(parent, () -> parent.activity.childFailed(this, parent, frame, error));
    }

    /** Whatever goes on within a task is of no use any more. */
    void cancelChildren(Frame frame) {
        for (Frame child : List.copyOf(frame.children)) {
            cancelChildren(child);
            close(child);
            if (child.isBegun()) {
                step(child, Step.Status.CANCELLED, null, null);
            }
        }
    }

    private void close(Frame frame) {
        frame.isOver = true;
        frame.parent.children.remove(frame);
        tasksAtOnce--;
        if (frame.effect != null) {
            awaiting.remove(frame.effect);
            inbox.remove(frame.effect);
            if (effects.remove(frame.effect) == null) {
                abandoned.add(frame.effect);
            }
        }
    }

    private void step(Frame frame, Step.Status status, JsonNode output, WorkflowError error) {
        TaskHead head = frame.task.head();
        steps.add(new Step(
                ++lastStep,
                head.pointer(),
                head.name(),
                frame.activity.kind(),
                status,
                frame.attempt,
                frame.startedAt,
                now,
                frame.input == null ? frame.rawInput : frame.input,
                output,
                error));
    }

    private static void validate(DataSchema schema, JsonNode data, String pointer) {
        if (schema != null) {
            List<String> violations = schema.violations(data);
            if (!violations.isEmpty()) {
                throw new Fault(WorkflowError.validation(PlainJson.of(String.join("; ", violations)), pointer));
            }
        }
    }

    /** What an expression or the outside has given, as something that a state can keep. */
    JsonNode plain(JsonNode value) {
        JsonNode plain = PlainJson.of(value);
        mostBytes += PlainJson.size(plain, Long.MAX_VALUE);
        return plain;
    }

    /** What a task's own expressions know; before it has its input they do not know that. */
    Map<String, JsonNode> variables(Frame frame) {
        return variables.of(frame, frame.scope, context);
    }

    /** What a task's own expressions know that are about what it gives to those within it. */
    Map<String, JsonNode> variables(Frame frame, Scope scope) {
        return variables.of(frame, scope, context);
    }

    /** What the expressions of an effect know, which are evaluated elsewhere and perhaps again. */
    Map<String, JsonNode> variablesOfEffect(Frame frame) {
        return variables.of(frame, frame.scope, frame.effectContext);
    }

    EventMatcher events() {
        return events;
    }

    /** When a duration that begins now is over. */
    Instant after(Duration duration) {
        return now.plus(bounded(duration));
    }

    static Duration bounded(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration.isNegative() ? Duration.ZERO : duration;
    }

    static Duration times(Duration duration, long factor) {
        Duration bounded = bounded(duration);
        return bounded.isZero() || factor < LONGEST.dividedBy(bounded) ? bounded.multipliedBy(factor) : LONGEST;
    }

    /** A number from 0 to less than 1 that looks like chance but is the same each time: SplitMix64 of run, task and attempt. */
    double chance(long frame, int attempt) {
        long seed = variables.seed() + frame * 0x9E3779B97F4A7C15L + attempt * 0xD1B54A32D192ED03L;
        seed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        seed = (seed ^ (seed >>> 27)) * 0x94D049BB133111EBL;
        return ((seed ^ (seed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    private ObjectNode save(Values values) {
        ObjectNode state = JsonNodeFactory.instance
                .objectNode()
                .put("format", 1)
                .put("lastFrame", lastFrame)
                .put("begun", begun)
                .put("lastStep", lastStep);
        values.put(state, "input", workflowInput);
        values.put(state, "context", context);
        switch (ending) {
            case null -> {}
            case Ending.Completed completed -> values.put(state, "output", completed.output());
            case Ending.Faulted faulted ->
                values.put(state, "error", faulted.error().toJson());
        }
        state.set("root", save(root, values));
        ArrayNode queue = state.putArray("ready");
        for (Iterator<Frame> frames = ready.iterator(); frames.hasNext(); ) {
            Frame frame = frames.next();
            if (!frame.isOver) {
                queue.add(frame.id);
            }
        }
        ArrayNode results = state.putArray("inbox");
        inbox.forEach((id, result) -> {
            ObjectNode entry = results.addObject().put("effect", id);
            switch (result) {
                case EffectResult.Success success -> values.put(entry, "output", success.output());
                case EffectResult.Failure failure ->
                    values.put(entry, "error", failure.error().toJson());
            }
        });
        return state;
    }

    private ObjectNode save(Frame frame, Values values) {
        ObjectNode state =
                JsonNodeFactory.instance.objectNode().put("id", frame.id).put("slot", frame.slot);
        if (frame != root) {
            values.put(state, "rawInput", frame.rawInput);
        }
        values.put(state, "input", frame.input);
        put(state, "startedAt", frame.startedAt);
        put(state, "deadline", frame.deadline);
        put(state, "timer", frame.timer);
        if (frame.effect != null) {
            state.put("effect", frame.effect);
            values.put(state, "effectContext", frame.effectContext);
        }
        if (frame.isBegun()) {
            frame.activity.save(state, values);
        }
        if (!frame.children.isEmpty()) {
            ArrayNode children = state.putArray("children");
            frame.children.forEach(child -> children.add(save(child, values)));
        }
        return state;
    }

    private static void put(ObjectNode state, String name, Instant time) {
        if (time != null) {
            state.put(name, time.toString());
        }
    }

    private void load(Frame frame, JsonNode state, Values values, Map<Long, Frame> frames) {
        frames.put(frame.id, frame);
        frame.input = values.get(state, "input");
        frame.startedAt = time(state, "startedAt");
        frame.deadline = time(state, "deadline");
        frame.timer = time(state, "timer");
        if (state.has("effect")) {
            frame.effect = state.path("effect").textValue();
            frame.effectContext = values.get(state, "effectContext");
            awaiting.put(frame.effect, frame);
        }
        if (frame.isBegun()) {
            frame.activity.load(state, values);
        }
        for (JsonNode saved : state.path("children")) {
            int slot = saved.path("slot").intValue();
            Frame child = new Frame(
                    saved.path("id").longValue(),
                    frame,
                    frame.activity.tasks().get(slot),
                    slot,
                    values.get(saved, "rawInput"));
            frame.children.add(child);
            tasksAtOnce++;
            load(child, saved, values, frames);
        }
    }

    private static Instant time(JsonNode state, String name) {
        return state.has(name) ? Instant.parse(state.path(name).textValue()) : null;
    }
}
