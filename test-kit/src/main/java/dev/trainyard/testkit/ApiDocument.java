package dev.trainyard.testkit;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
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
public final class ApiDocument {

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
     * @param query what the query must have, as {@code name=value&name=value}
     * @param body what could be sent, as the document's examples have it; nothing where nothing is sent, or no JSON
     * @param description what the document says of it
     */
    public record Operation(
            String method,
            String path,
            Map<String, String> parameters,
            String query,
            Optional<JsonNode> body,
            JsonNode description) {

        /** One that the document need not have. */
        public static Operation of(String method, String path) {
            return new Operation(method, path, Map.of(), "", Optional.empty(), JsonNodeFactory.instance.objectNode());
        }

        public boolean hasParameters() {
            return path.indexOf('{') >= 0;
        }

        /** What comes before the first parameter. */
        public String collection() {
            return hasParameters() ? path.substring(0, path.indexOf('{')) : path + "/";
        }

        /** Its path, with something that nobody has. */
        public String somewhere() {
            return filled(path);
        }

        /** Its path at {@code location}, which is what its first parameter names. */
        public String at(String location) {
            return location + filled(path.substring(path.indexOf('}') + 1));
        }

        /** A part of its path, with something that nobody has. */
        public String filled(String template) {
            return PARAMETER
                    .matcher(template)
                    .replaceAll(found -> Matcher.quoteReplacement(parameters.get(found.group(1))));
        }

        /** The names of its parameters that are {@code query} or {@code header}. */
        public List<String> names(String in) {
            return description
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asText().equals(in))
                    .map(parameter -> parameter.path("name").asText())
                    .toList();
        }

        /** A body that is no JSON, as the document's examples have it. */
        public Optional<String> text() {
            return description
                    .path("requestBody")
                    .path("content")
                    .propertyStream()
                    .filter(content -> !isJson(content.getKey()))
                    .flatMap(content -> given(content.getValue()).stream())
                    .map(JsonNode::asText)
                    .findFirst();
        }

        /** The media types of bodies that it takes. */
        public List<String> bodyTypes() {
            return names(description.path("requestBody").path("content"));
        }

        /** The statuses that the document names, without what it says of all others. */
        public Set<String> statuses() {
            Set<String> statuses = new HashSet<>(names(description.path("responses")));
            statuses.remove("default");
            return statuses;
        }

        /** The media types of answers with this status. */
        public List<String> answerTypes(int status) {
            return names(response(status).path("content"));
        }

        private JsonNode response(int status) {
            JsonNode responses = description.path("responses");
            String named = Integer.toString(status);
            return responses.has(named) ? responses.get(named) : responses.path("default");
        }

        /** Where in the document the schema of such an answer is. */
        public JsonPointer schema(int status, String mediaType) {
            String named = Integer.toString(status);
            String response = description.path("responses").has(named) ? named : "default";
            return JsonPointer.empty()
                    .appendProperty("paths")
                    .appendProperty(path)
                    .appendProperty(method.toLowerCase(Locale.ROOT))
                    .appendProperty("responses")
                    .appendProperty(response)
                    .appendProperty("content")
                    .appendProperty(mediaType)
                    .appendProperty("schema");
        }

        /** Of which roles a caller needs one; none where every good token will do. */
        public Set<String> roles() {
            Set<String> roles = new HashSet<>();
            description
                    .path("security")
                    .forEach(way -> way.forEach(names -> names.forEach(role -> roles.add(role.asText()))));
            return roles;
        }

        private static List<String> names(JsonNode object) {
            return object.propertyStream().map(Map.Entry::getKey).toList();
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

    public static ApiDocument of(String json) throws IOException {
        return new ApiDocument(new ObjectMapper().readTree(json));
    }

    /** The document as it is. */
    public JsonNode json() {
        return document;
    }

    public List<Operation> operations() {
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
        List<JsonNode> parameters = Stream.concat(
                        item.path("parameters").valueStream(),
                        operation.path("parameters").valueStream())
                .toList();
        Map<String, String> values = new HashMap<>();
        PARAMETER
                .matcher(path)
                .results()
                .forEach(found -> values.put(found.group(1), UUID.randomUUID().toString()));
        parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .forEach(parameter -> value(parameter)
                        .ifPresent(value -> values.put(parameter.path("name").asText(), value)));
        String query = parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText() + "="
                        + URLEncoder.encode(value(parameter).orElse(""), StandardCharsets.UTF_8))
                .collect(joining("&"));
        return new Operation(method, path, values, query, body(operation), operation);
    }

    /** What a parameter may be, if the document says more than that it is a text, or an id. */
    private Optional<String> value(JsonNode parameter) {
        JsonNode schema = resolved(parameter.path("schema"));
        if (parameter.has("example")) {
            return Optional.of(parameter.get("example").asText());
        }
        if (schema.has("enum")) {
            return Optional.of(schema.get("enum").get(0).asText());
        }
        if (schema.path("type").asText().equals("integer")) {
            return Optional.of("1");
        }
        return schema.path("format").asText().equals("date") ? Optional.of("2026-03-29") : Optional.empty();
    }

    private Optional<JsonNode> body(JsonNode operation) {
        return operation.path("requestBody").path("content").properties().stream()
                .filter(content -> isJson(content.getKey()))
                .map(content -> example(content.getValue()).orElse(JsonNodeFactory.instance.objectNode()))
                .findFirst();
    }

    /** A body that may be absent may come with any type, and is JSON when it is there. */
    private static boolean isJson(String mediaType) {
        return mediaType.endsWith("json") || mediaType.equals("*/*");
    }

    /** What could be sent as a {@code content} of the document; nothing where it has no example of it. */
    Optional<JsonNode> example(JsonNode content) {
        return given(content).or(() -> example(content.path("schema"), DEPTH));
    }

    /** Put together from the examples of a schema's parts, where it has none as a whole. */
    private Optional<JsonNode> example(JsonNode schema, int depth) {
        Optional<JsonNode> whole = given(schema);
        if (whole.isPresent() || depth == 0) {
            return whole;
        }
        if (schema.has("$ref")) {
            return example(resolved(schema), depth - 1);
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

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static Optional<JsonNode> given(JsonNode node) {
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
