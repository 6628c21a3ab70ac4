package dev.trainyard.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An OpenAPI document, as the tests read it that try all that it has. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    // Deeper than any body of ours, and an end for schemas that contain themselves.
    private static final int DEPTH = 8;

    /**
     * One thing that can be asked.
     *
     * @param method in capitals
     * @param path a template, {@code /api/v1/workouts/{id}}
     * @param parameters a value of the right form for each parameter of the path, which belongs to nobody
     * @param body what could be sent, as the document's examples have it; nothing where nothing is sent, or no JSON
     */
    record Operation(String method, String path, Map<String, String> parameters, Optional<JsonNode> body) {

        boolean hasParameters() {
            return path.indexOf('{') >= 0;
        }

        /** What comes before the first parameter. */
        String collection() {
            return hasParameters() ? path.substring(0, path.indexOf('{')) : path + "/";
        }

        /** Its path, with something that nobody has. */
        String somewhere() {
            return filled(path);
        }

        /** Its path at {@code location}, which is what its first parameter names. */
        String at(String location) {
            return location + filled(path.substring(path.indexOf('}') + 1));
        }

        private String filled(String template) {
            return PARAMETER
                    .matcher(template)
                    .replaceAll(found -> Matcher.quoteReplacement(parameters.get(found.group(1))));
        }

        /** The same with a body that is sent instead. */
        Operation with(JsonNode other) {
            return new Operation(method, path, parameters, Optional.of(other));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode document;

    private ApiDocument(JsonNode document) {
        this.document = document;
    }

    static ApiDocument of(String json) throws IOException {
        return new ApiDocument(new ObjectMapper().readTree(json));
    }

    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue())))
                .toList();
    }

    private Operation operation(String method, String path, JsonNode item, JsonNode operation) {
        return new Operation(method, path, parameters(path, item, operation), body(operation));
    }

    private static Map<String, String> parameters(String path, JsonNode item, JsonNode operation) {
        Map<String, String> values = new HashMap<>();
        PARAMETER
                .matcher(path)
                .results()
                .forEach(found -> values.put(found.group(1), UUID.randomUUID().toString()));
        Stream.concat(
                        item.path("parameters").valueStream(),
                        operation.path("parameters").valueStream())
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .forEach(parameter -> {
                    String name = parameter.path("name").asText();
                    JsonNode schema = parameter.path("schema");
                    if (schema.path("type").asText().equals("integer")) {
                        values.put(name, "1");
                    } else if (schema.path("$ref").asText().endsWith("/LocalDate")) {
                        values.put(name, "2026-03-29");
                    }
                });
        return values;
    }

    private Optional<JsonNode> body(JsonNode operation) {
        return operation.path("requestBody").path("content").properties().stream()
                .filter(content -> content.getKey().endsWith("json"))
                .map(content -> example(content.getValue())
                        .or(() -> example(content.getValue().path("schema"), DEPTH))
                        .orElse(JsonNodeFactory.instance.objectNode()))
                .findFirst();
    }

    /** Put together from the examples of a schema's parts, where it has none as a whole. */
    private Optional<JsonNode> example(JsonNode schema, int depth) {
        Optional<JsonNode> whole = example(schema);
        if (whole.isPresent() || depth == 0) {
            return whole;
        }
        if (schema.has("$ref")) {
            return example(document.at(schema.get("$ref").asText().substring(1)), depth - 1);
        }
        for (String kind : List.of("allOf", "oneOf", "anyOf")) {
            Optional<JsonNode> one = schema.path(kind)
                    .valueStream()
                    .flatMap(part -> example(part, depth - 1).stream())
                    .findFirst();
            if (one.isPresent()) {
                return one;
            }
        }
        if (schema.has("items")) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            example(schema.get("items"), depth - 1).ifPresent(array::add);
            return array.isEmpty() ? Optional.empty() : Optional.of(array);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> example(property.getValue(), depth - 1)
                        .ifPresent(value -> object.set(property.getKey(), value)));
        return object.isEmpty() ? Optional.empty() : Optional.of(object);
    }

    private static Optional<JsonNode> example(JsonNode node) {
        if (node.has("example")) {
            return Optional.of(node.get("example"));
        }
        JsonNode examples = node.path("examples");
        // Those of a schema are values; those of a body have names, and their values inside.
        return examples.valueStream()
                .findFirst()
                .map(first -> examples.isObject() && first.has("value") ? first.get("value") : first);
    }
}
