package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Changes a value at many places. What it was given stays as it was; each array and object on the way is copied once, not
 * once for each change, so that <code>.[] |= f</code> over n elements is not n² work.
 */
final class Editor {

    // As jq has it; the memory limit is far below.
    private static final double MAX_INDEX = 536_870_911;

    private final Evaluation run;
    private final Set<JsonNode> copies = Collections.newSetFromMap(new IdentityHashMap<>());
    private JsonNode root;

    Editor(Evaluation run, JsonNode root) {
        this.run = run;
        this.root = root;
    }

    JsonNode result() {
        return root;
    }

    /** What is there now; null (the value) for what is not. */
    JsonNode get(List<JsonNode> path) {
        JsonNode value = get(run, root, path);
        if (copies.contains(value)) {
            // From now on somebody else may have it, or a part of it.
            copies.clear();
        }
        return value;
    }

    static JsonNode get(Evaluation run, JsonNode root, List<JsonNode> path) {
        JsonNode value = root;
        for (JsonNode key : path) {
            run.step();
            if (value.isNull()) {
                return value;
            }
            value = Access.at(run, value, key);
        }
        return value;
    }

    void set(List<JsonNode> path, JsonNode value) {
        root = set(root, path, value);
    }

    private JsonNode set(JsonNode node, List<JsonNode> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        run.enter();
        try {
            JsonNode key = path.getFirst();
            List<JsonNode> rest = path.subList(1, path.size());
            if (key.isTextual() && (node.isObject() || node.isNull())) {
                ObjectNode object = node.isNull() ? Values.object(run) : own((ObjectNode) node);
                copies.add(object);
                JsonNode old = object.get(key.textValue());
                Values.put(run, object, key.textValue(), set(old == null ? NullNode.instance : old, rest, value));
                return object;
            }
            if (key.isNumber() && (node.isArray() || node.isNull())) {
                return setElement(node, key.doubleValue(), rest, value);
            }
            if (key.isObject() && (node.isArray() || node.isNull())) {
                return setSlice(node, key, rest, value);
            }
            throw Access.cannotIndex(node, key);
        } finally {
            run.leave();
        }
    }

    private JsonNode setElement(JsonNode node, double wanted, List<JsonNode> rest, JsonNode value) {
        double index = Math.floor(wanted) + (wanted < 0 ? node.size() : 0);
        if (!(index >= 0)) {
            throw new Raised("Out of bounds negative array index");
        }
        if (index > MAX_INDEX) {
            throw new Raised("Array index too large");
        }
        ArrayNode array = node.isNull() ? Values.array(run, List.of()) : own((ArrayNode) node);
        copies.add(array);
        run.build(Values.SLOT_BYTES * Math.max(0, (long) index + 1 - array.size()));
        while (array.size() <= index) {
            array.addNull();
        }
        array.set((int) index, set(array.get((int) index), rest, value));
        return array;
    }

    private JsonNode setSlice(JsonNode node, JsonNode key, List<JsonNode> rest, JsonNode value) {
        Slice slice = Slice.of(key, node.size());
        JsonNode old = node.isNull() ? node : slice.cut(run, (ArrayNode) node);
        JsonNode inserted = set(old, rest, value);
        if (!inserted.isArray()) {
            throw new Raised("A slice of an array can only be assigned another array");
        }
        List<JsonNode> elements = Values.elements(run, node);
        run.build(Values.SLOT_BYTES * inserted.size());
        List<JsonNode> changed = new ArrayList<>(elements.subList(0, slice.from()));
        inserted.forEach(changed::add);
        changed.addAll(elements.subList(slice.to(), elements.size()));
        return Values.array(run, changed);
    }

    /** Takes away what is at each of the paths, all as of now. */
    void delete(List<List<JsonNode>> paths) {
        List<List<JsonNode>> lastFirst = new ArrayList<>(paths);
        run.build(Values.SLOT_BYTES * paths.size());
        lastFirst.sort((a, b) -> comparePaths(b, a));
        for (List<JsonNode> path : lastFirst) {
            root = path.isEmpty() ? NullNode.instance : delete(root, path);
        }
    }

    private int comparePaths(List<JsonNode> a, List<JsonNode> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            int order = Values.compare(run, a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private JsonNode delete(JsonNode node, List<JsonNode> path) {
        run.enter();
        try {
            JsonNode key = path.getFirst();
            if (node.isNull()) {
                return node;
            }
            if (path.size() > 1) {
                JsonNode inner = Access.at(run, node, key);
                if (inner.isNull()) {
                    return node;
                }
                return set(node, List.of(key), delete(inner, path.subList(1, path.size())));
            }
            if (key.isTextual() && node instanceof ObjectNode object) {
                if (!object.has(key.textValue())) {
                    return node;
                }
                ObjectNode copy = own(object);
                copy.remove(key.textValue());
                return copy;
            }
            if (key.isNumber() && node instanceof ArrayNode array) {
                double index = Math.floor(key.doubleValue()) + (key.doubleValue() < 0 ? array.size() : 0);
                if (!(index >= 0 && index < array.size())) {
                    return node;
                }
                run.steps(1 + (array.size() >> 5));
                ArrayNode copy = own(array);
                copy.remove((int) index);
                return copy;
            }
            if (key.isObject() && node instanceof ArrayNode array) {
                Slice slice = Slice.of(key, array.size());
                List<JsonNode> elements = Values.elements(run, array);
                elements.subList(slice.from(), slice.to()).clear();
                return Values.array(run, elements);
            }
            throw new Raised("Cannot delete " + Values.type(key) + " key of " + Values.type(node));
        } finally {
            run.leave();
        }
    }

    private ArrayNode own(ArrayNode array) {
        return copies.contains(array) ? array : copied(Values.copy(run, array));
    }

    private ObjectNode own(ObjectNode object) {
        return copies.contains(object) ? object : copied(Values.copy(run, object));
    }

    private <T extends JsonNode> T copied(T copy) {
        run.build(Values.FIELD_BYTES);
        copies.add(copy);
        return copy;
    }
}
