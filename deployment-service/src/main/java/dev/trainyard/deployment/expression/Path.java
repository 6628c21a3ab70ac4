package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a value is: names, indexes and slices, from the root on. */
final class Path {

    static final Path ROOT = new Path(null, null, 0);

    private final Path parent;
    private final JsonNode key;
    private final int length;

    private Path(Path parent, JsonNode key, int length) {
        this.parent = parent;
        this.key = key;
        this.length = length;
    }

    /** One step further; null stays null. */
    static Path of(Path parent, JsonNode key) {
        return parent == null ? null : new Path(parent, key, parent.length + 1);
    }

    /** What a path says as jq has it, a list of keys. */
    static List<JsonNode> keys(Evaluation run, JsonNode path) {
        if (!path.isArray()) {
            throw new Raised("A path must be an array");
        }
        run.build(8L * path.size());
        List<JsonNode> keys = new ArrayList<>(path.size());
        path.forEach(keys::add);
        return keys;
    }

    List<JsonNode> keys(Evaluation run) {
        run.build(8L * length);
        List<JsonNode> keys = new ArrayList<>(length);
        for (Path step = this; step != ROOT; step = step.parent) {
            keys.add(step.key);
        }
        Collections.reverse(keys);
        return keys;
    }

    JsonNode toNode(Evaluation run) {
        run.build(Values.ARRAY_BYTES + 8L * length);
        ArrayNode node = JsonNodeFactory.instance.arrayNode(length);
        keys(run).forEach(node::add);
        return node;
    }
}
