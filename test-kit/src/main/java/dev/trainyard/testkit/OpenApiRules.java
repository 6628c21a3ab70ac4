package dev.trainyard.testkit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a service's OpenAPI document must tell a stranger: what each operation is for, what it answers when all is well,
 * and an example of what to send.
 */
public final class OpenApiRules {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    // Deeper than any body of ours, and an end for schemas that contain themselves.
    private static final int DEPTH = 8;

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private OpenApiRules(JsonNode document) {
        this.document = document;
    }

    /** Reads the document at {@code management}, the root of a service's management port, and fails with all it lacks. */
    public static void check(URI management) throws IOException {
        String text = given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        OpenApiRules rules = new OpenApiRules(new ObjectMapper().readTree(text));
        rules.document.get("paths").properties().forEach(rules::checkPath);
        rules.checkEnums();
        assertEquals(List.of(), rules.faults);
    }

    /** The document names constants of Java by themselves where it cannot find out what stands for them in JSON. */
    private void checkEnums() {
        document.findValues("enum").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .filter(value -> value.matches("[A-Z][A-Z0-9_]+"))
                .distinct()
                .forEach(value -> faults.add(value + " is a constant of Java, and no value in JSON"));
    }

    private void checkPath(Map.Entry<String, JsonNode> path) {
        path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> checkOperation(operation.getKey() + " " + path.getKey(), operation.getValue()));
    }

    private void checkOperation(String name, JsonNode operation) {
        if (operation.path("summary").asText().isEmpty()) {
            faults.add(name + " has no summary");
        }
        var successes = operation.get("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .toList();
        if (successes.isEmpty()) {
            faults.add(name + " says nothing of success");
        }
        successes.stream()
                .filter(response -> !response.getKey().equals("204"))
                .filter(response -> response.getValue().path("content").isEmpty())
                .forEach(response -> faults.add(name + " does not say what " + response.getKey() + " holds"));
        operation.path("requestBody").path("content").properties().stream()
                .filter(content -> content.getKey().endsWith("json"))
                .filter(content -> !isExemplified(content.getValue())
                        && !isExemplified(content.getValue().path("schema"), DEPTH))
                .forEach(content -> faults.add(name + " has no example of " + content.getKey()));
    }

    /** Whether a schema, or a part of it, has an example. */
    private boolean isExemplified(JsonNode schema, int depth) {
        if (isExemplified(schema)) {
            return true;
        }
        return depth > 0 && partsOf(schema).anyMatch(part -> isExemplified(part, depth - 1));
    }

    private static boolean isExemplified(JsonNode node) {
        return node.has("example") || !node.path("examples").isEmpty();
    }

    private Stream<JsonNode> partsOf(JsonNode schema) {
        if (schema.has("$ref")) {
            return Stream.of(document.at(schema.get("$ref").asText().substring(1)));
        }
        Stream<JsonNode> several = Stream.of("allOf", "oneOf", "anyOf", "properties")
                .flatMap(kind -> schema.path(kind).valueStream());
        return Stream.concat(several, Stream.of(schema.path("items")));
    }
}
