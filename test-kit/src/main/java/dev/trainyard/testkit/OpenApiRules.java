package dev.trainyard.testkit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.testkit.ApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's OpenAPI document must tell a stranger: what each operation is for, what it answers when all is well,
 * and an example of what to send.
 */
public final class OpenApiRules {

    private final ApiDocument document;
    private final List<String> faults = new ArrayList<>();

    private OpenApiRules(ApiDocument document) {
        this.document = document;
    }

    /** Reads the document at {@code management}, the root of a service's management port, and fails with all it lacks. */
    public static void check(URI management) throws IOException {
        String text = given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        OpenApiRules rules = new OpenApiRules(ApiDocument.of(text));
        rules.document.operations().forEach(rules::check);
        rules.checkEnums();
        assertEquals(List.of(), rules.faults);
    }

    /** The document names constants of Java by themselves where it cannot find out what stands for them in JSON. */
    private void checkEnums() {
        document.json().findValues("enum").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .filter(value -> value.matches("[A-Z][A-Z0-9_]+"))
                .distinct()
                .forEach(value -> faults.add(value + " is a constant of Java, and no value in JSON"));
    }

    private void check(Operation name) {
        JsonNode operation = name.description();
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
                .filter(content -> document.example(content.getValue()).isEmpty())
                .forEach(content -> faults.add(name + " has no example of " + content.getKey()));
    }
}
