package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;

/**
 * The values that a state is of, each once, however many tasks have it. They are written as one text: a database that puts
 * members into an order of its own must not change what expressions see after a restore.
 */
final class Values {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final IdentityHashMap<JsonNode, Integer> numbers = new IdentityHashMap<>();
    private final ArrayNode values;

    Values() {
        values = JsonNodeFactory.instance.arrayNode();
    }

    /** Those that were written as this text. */
    Values(String text) {
        try {
            values = (ArrayNode) MAPPER.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("The values of a run's state cannot be read", damaged);
        }
    }

    /** Names a value in a state; null stays away. */
    void put(ObjectNode state, String name, JsonNode value) {
        if (value != null) {
            state.put(name, numberOf(value));
        }
    }

    /** The value that a state names, or null. */
    JsonNode get(JsonNode state, String name) {
        JsonNode number = state.get(name);
        return number == null ? null : values.get(number.intValue());
    }

    String text() {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The values of a run's state cannot be written", unwritable);
        }
    }

    /** About how many bytes they have; counting stops once they are more than {@code enough}. */
    long size(long enough) {
        return PlainJson.size(values, enough);
    }

    private int numberOf(JsonNode value) {
        return numbers.computeIfAbsent(value, added -> {
            values.add(added);
            return values.size() - 1;
        });
    }
}
