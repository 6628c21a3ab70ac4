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

/**
 * Waits for events, one after the other, until it has had those that it wants. It gives what it has read of each, or what its
 * tasks have made of it.
 */
final class Listening extends Activity {

    private final Task.Listen task;

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
        JsonNode to = task.head().definition().path("listen").path("to");
        for (int i = 0; i < task.filters().size(); i++) {
            ObjectNode wanted = filters.addObject();
            definitionOf(to, i)
                    .path("with")
                    .properties()
                    .forEach(attribute ->
                            wanted.set(attribute.getKey(), EventMatcher.bind(attribute.getValue(), variables)));
            ObjectNode correlations = expected.addObject();
            for (Task.Correlation correlation : correlations(i)) {
                if (correlation.expect() != null) {
                    correlations.set(
                            correlation.name(),
                            machine.plain(correlation.expect().evaluate(frame.input, variables)));
                }
            }
        }
        if (filters.isEmpty()) {
            filters.addObject();
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
        JsonNode read = read(event);
        if (task.foreach() == null) {
            took(machine, frame, read);
        } else {
            item = read;
            runList(machine, frame, frame.input);
        }
    }

    @Override
    void listEnded(Machine machine, Frame frame, JsonNode output, boolean isEnd) {
        item = null;
        if (isEnd) {
            machine.finish(frame, output, END);
        } else {
            took(machine, frame, output);
        }
    }

    private void took(Machine machine, Frame frame, JsonNode result) {
        results.add(result);
        boolean isEnough =
                switch (task.which()) {
                    case ONE -> true;
                    case ALL -> satisfied.size() >= filters.size();
                    case ANY ->
                        // A copy, as the expression may keep what it is given.
                        task.until() == null || task.until().holds(results.deepCopy(), machine.variables(frame));
                };
        if (isEnough) {
            machine.finish(frame, results, task.head().then());
        } else {
            machine.enqueue(frame);
        }
    }

    private void ask(Machine machine, Frame frame) {
        asked++;
        machine.ask(frame, id(frame, asked));
    }

    private static String id(Frame frame, int asked) {
        return frame.id + "." + asked;
    }

    /** Of several filters that it matches, an event counts for the first that is open. */
    private int filterOf(Machine machine, JsonNode event) {
        for (int i = 0; i < filters.size(); i++) {
            if (isOpen(i) && machine.events().matches(filters.get(i), event) && correlates(machine, i, event)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isOpen(int filter) {
        if (task.which() == Consume.ALL) {
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
        for (Task.Correlation correlation : correlations(filter)) {
            JsonNode value = machine.plain(correlation.from().evaluate(event, Map.of()));
            JsonNode wanted = expected.get(filter).path(correlation.name());
            if (wanted.isMissingNode()) {
                wanted = firstOf(correlation.name());
            }
            if (!wanted.isMissingNode() && !wanted.equals(value)) {
                return false;
            }
            found.set(correlation.name(), value);
        }
        ((ObjectNode) (expected.isEmpty() ? found : expected.get(filter))).setAll(found);
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

    private List<Task.Correlation> correlations(int filter) {
        if (filter >= task.filters().size()) {
            return List.of();
        }
        List<Task.Correlation> correlations = task.filters().get(filter).correlations();
        return correlations == null ? List.of() : correlations;
    }

    private JsonNode read(JsonNode event) {
        return task.read() == Task.Read.ENVELOPE
                ? event
                : event.has("data")
                        ? event.get("data")
                        : event.has("data_base64") ? event.get("data_base64") : NullNode.instance;
    }

    private static JsonNode definitionOf(JsonNode to, int filter) {
        JsonNode several = to.has("all") ? to.get("all") : to.path("any");
        return to.has("one") ? to.get("one") : several.path(filter);
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
