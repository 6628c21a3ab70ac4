package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A part of something of a certain length: 0 ≤ from ≤ to ≤ length. */
record Slice(int from, int to) {

    /** What a key {@code {"start": …, "end": …}} means; null stands for either end. */
    static Slice of(JsonNode key, int length) {
        int from = (int) Math.floor(bound(key.get("start"), 0, length));
        int to = (int) Math.ceil(bound(key.get("end"), length, length));
        return new Slice(from, Math.max(from, to));
    }

    private static double bound(JsonNode bound, int unsaid, int length) {
        if (bound == null || bound.isNull()) {
            return unsaid;
        }
        if (!bound.isNumber()) {
            throw new Raised("Start and end indices of an array slice must be numbers");
        }
        double index = bound.doubleValue();
        double fromStart = index < 0 ? index + length : index;
        return Double.isNaN(index) ? unsaid : Math.clamp(fromStart, 0, length);
    }

    static ObjectNode key(Evaluation run, JsonNode from, JsonNode to) {
        ObjectNode key = Values.object(run);
        Values.put(run, key, "start", from);
        Values.put(run, key, "end", to);
        return key;
    }

    ArrayNode cut(Evaluation run, ArrayNode array) {
        run.build(Values.SLOT_BYTES * (to - from));
        List<JsonNode> elements = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            elements.add(array.get(i));
        }
        return Values.array(run, elements);
    }

    /** Counted in code points. */
    JsonNode cut(Evaluation run, String text) {
        run.steps(to >> 3);
        int start = text.offsetByCodePoints(0, from);
        return Values.text(run, text.substring(start, text.offsetByCodePoints(start, to - from)));
    }
}
