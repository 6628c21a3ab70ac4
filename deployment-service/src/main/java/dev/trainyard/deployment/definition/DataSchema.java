package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An inline JSON Schema. It fetches nothing. */
public interface DataSchema {

    /** What is wrong with {@code data}, each with its place; empty when nothing is. */
    List<String> violations(JsonNode data);
}
