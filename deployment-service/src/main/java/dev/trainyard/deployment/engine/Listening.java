package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.Task.Consume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Waits for events, one after the other, until it has had those that it wants. It gives what it has read of each, or what its
 * tasks have made of it.
 */
final class Listening extends Activity {

    private final Task.Listen task;

    /** The filters: first the task's own, which are {@link #mine}, then those of the events that end it. */
    private final List<Task.EventFilter> all;

    private final int mine;

    /** What each filter wants, all variables filled in. */
    private ArrayNode filters = JsonNodeFactory.instance.arrayNode();

    /** What each filter's correlations expect, by their names; what the first event had, once there was one. */
    private ArrayNode expected = JsonNodeFactory.instance.arrayNode();

    /** Which filters have had their event. */
    private ArrayNode satisfied = JsonNodeFactory.instance.arrayNode();

    /** Events that have come and were not looked at. */
    private ArrayNode queue = JsonNodeFactory.instance.arrayNode();

    /** What has been made of the events that counted. */
    private ArrayNode results = JsonNodeFactory.instance.arrayNode();

    /** What is read of the event whose tasks are being done; null between events. */
    private JsonNode item;

    private int asked;

    Listening(Task.Listen task) {
        this.task = task;
        // Without filters each event counts.
        List<Task.EventFilter> own = task.filters().isEmpty()
                ? List.of(new Task.EventFilter(JsonNodeFactory.instance.objectNode(), List.of()))
                : task.filters();
        this.mine = own.size();
        this.all = task.untilEvents() == null
                ? own
                : Stream.concat(own.stream(), task.untilEvents().filters().stream())
                        .toList();
    }

    @Override
    String kind() {
        return "listen";
    }

    @Override
    List<Task> tasks() {
        return task.foreach() == null ? List.of() : task.foreach().tasks();
    }

    @Override
    Scope scope(Frame frame) {
        return task.foreach() == null || item == null
                ? frame.scope
                : new Scope(
                        new Scope(frame.scope, task.foreach().item(), item),
                        task.foreach().at(),
                        IntNode.valueOf(results.size()));
    }

    @Override
    void begin(Machine machine, Frame frame) {
        Map<String, JsonNode> variables = machine.variables(frame);
        for (Task.EventFilter filter : all) {
            ObjectNode wanted = filters.addObject();
            filter.attributes()
                    .properties()
                    .forEach(attribute -> wanted.set(
                            attribute.getKey(), machine.plain(machine.events().bind(attribute.getValue(), variables))));
            ObjectNode correlations = expected.addObject();
            for (Task.Correlation correlation : filter.correlations()) {
                if (correlation.expect() != null) {
                    correlations.set(
                            correlation.name(),
                            machine.plain(correlation.expect().evaluate(frame.input, variables)));
                }
            }
        }
        ask(machine, frame);
    }

    @Override
    Effect effect(Machine machine, Frame frame) {
        List<JsonNode> open = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            if (isOpen(i)) {
                open.add(filters.get(i));
            }
        }
        return new Effect.Listen(frame.effect, open, asked > 1 ? id(frame, asked - 1) : null);
    }

    @Override
    void effectEnded(Machine machine, Frame frame, JsonNode output) {
        if (output.isArray()) {
            output.forEach(queue::add);
        } else {
            queue.add(output);
        }
        machine.enqueue(frame);
    }

    /** Looks at the next event. */
    @Override
    void resume(Machine machine, Frame frame) {
        if (queue.isEmpty()) {
            ask(machine, frame);
            return;
        }
        JsonNode event = queue.remove(0);
        int filter = filterOf(machine, event);
        if (filter < 0) {
            machine.enqueue(frame);
            return;
        }
        satisfied.add(filter);
        if (filter >= mine) {
            goOnUnless(isDone(task.untilEvents().which(), mine), machine, frame);
            return;
        }
        JsonNode read = read(event);
        if (task.foreach() == null) {
            took(machine, frame, read);
            return;
        }
        item = read;
        if (tasks().isEmpty()) {
            madeOf(machine, frame, read);
        } else {
            runList(machine, frame, frame.input);
        }
    }

    @Override
    void listEnded(Machine machine, Frame frame, JsonNode output, boolean isEnd) {
        if (isEnd) {
            item = null;
            machine.finish(frame, output, END);
        } else {
            madeOf(machine, frame, output);
        }
    }

    /** What the tasks of an event gave is the event's output, once it is mapped. */
    private void madeOf(Machine machine, Frame frame, JsonNode output) {
        Task.Foreach foreach = task.foreach();
        JsonNode mapped = machine.map(
                frame,
                scope(frame),
                output,
                foreach.outputAs(),
                foreach.outputSchema(),
                foreach.exportAs(),
                foreach.exportSchema());
        item = null;
        took(machine, frame, mapped);
    }

    private void took(Machine machine, Frame frame, JsonNode result) {
        results.add(result);
        boolean isEnough =
                switch (task.which()) {
                    case ONE -> true;
                    case ALL -> isDone(Consume.ALL, 0);
                    case ANY ->
                        task.until() == null
                                ? task.untilEvents() == null
                                : task.until().holds(results, machine.variables(frame));
                };
        goOnUnless(isEnough, machine, frame);
    }

    private void goOnUnless(boolean isEnough, Machine machine, Frame frame) {
        if (isEnough) {
            machine.finish(frame, results, task.head().then());
        } else {
            machine.enqueue(frame);
        }
    }

    /** Whether the filters from {@code first} on have had the events that they want, of which one has just come. */
    private boolean isDone(Consume which, int first) {
        int end = first == 0 ? mine : all.size();
        return which != Consume.ALL || IntStream.range(first, end).noneMatch(this::isOpen);
    }

    private void ask(Machine machine, Frame frame) {
        asked++;
        machine.ask(frame, id(frame, asked));
    }

    private static String id(Frame frame, int asked) {
        return frame.id + "." + asked;
    }

    /** Of several filters that it matches, an event counts for one that ends the listening, else for the first that is open. */
    private int filterOf(Machine machine, JsonNode event) {
        int own = mine;
        return IntStream.concat(IntStream.range(own, all.size()), IntStream.range(0, own))
                .filter(filter -> isOpen(filter)
                        && machine.events().matches(filters.get(filter), event)
                        && correlates(machine, filter, event))
                .findFirst()
                .orElse(-1);
    }

    /** A filter among those that must all have their event is open until it has had it. */
    private boolean isOpen(int filter) {
        Consume which = filter < mine ? task.which() : task.untilEvents().which();
        if (which == Consume.ALL) {
            for (JsonNode had : satisfied) {
                if (had.intValue() == filter) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean correlates(Machine machine, int filter, JsonNode event) {
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        for (Task.Correlation correlation : all.get(filter).correlations()) {
            JsonNode value = machine.plain(correlation.from().evaluate(event, Map.of()));
            JsonNode wanted = expected.get(filter).path(correlation.name());
            if (wanted.isMissingNode()) {
                wanted = firstOf(correlation.name());
            }
            if (!wanted.isMissingNode() && !PlainJson.areEqual(wanted, value)) {
                return false;
            }
            found.set(correlation.name(), value);
        }
        ((ObjectNode) expected.get(filter)).setAll(found);
        return true;
    }

    /** What the first event had that was correlated by this name, whichever filter it was for. */
    private JsonNode firstOf(String correlation) {
        for (JsonNode values : expected) {
            if (values.has(correlation)) {
                return values.get(correlation);
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode read(JsonNode event) {
        return task.read() == Task.Read.ENVELOPE
                ? event
                : event.has("data")
                        ? event.get("data")
                        : event.has("data_base64") ? event.get("data_base64") : NullNode.instance;
    }

    @Override
    void save(ObjectNode state, Values values) {
        values.put(state, "filters", filters);
        values.put(state, "expected", expected);
        values.put(state, "satisfied", satisfied);
        values.put(state, "queue", queue);
        values.put(state, "results", results);
        values.put(state, "item", item);
        state.put("asked", asked);
    }

    @Override
    void load(JsonNode state, Values values) {
        filters = (ArrayNode) values.get(state, "filters");
        expected = (ArrayNode) values.get(state, "expected");
        satisfied = (ArrayNode) values.get(state, "satisfied");
        queue = (ArrayNode) values.get(state, "queue");
        results = (ArrayNode) values.get(state, "results");
        item = values.get(state, "item");
        asked = state.path("asked").intValue();
    }
}
