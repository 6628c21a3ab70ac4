package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trainyard.testkit.ApiDocument;
import dev.trainyard.testkit.ApiDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every answer must be, whatever was asked: what the OpenAPI document says, and nothing of the inside. */
final class DocumentedAnswers {

    static final String PROBLEM = "application/problem+json";

    private static final String PLACE = "https://trainyard.test/openapi";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INSIDE = Pattern.compile("Exception|\\bat [\\w.$]+\\(\\w+\\.java"
            + "|\\b(?:java|jakarta|dev\\.trainyard|io\\.(?:quarkus|vertx|netty|smallrye)|com\\.fasterxml"
            + "|org\\.(?:postgresql|hibernate|jboss))\\.[\\w.]+"
            + "|SQLSTATE|violates \\w+[ -]|duplicate key value|\\bpg_\\w+|relation \"|syntax error at or near"
            + "|\\bSELECT\\b.*\\bFROM\\b|\\bINSERT INTO\\b");
    private static final Pattern IN_TURN =
            Pattern.compile("\"urn:problem:(?:too-many-exports|too-many-imports|overloaded)\"");

    // The table of all types of problems is there.
    private final String guide = read(Path.of("..", "docs", "api.md"));
    private final Schema root;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    DocumentedAnswers(ApiDocument document) {
        // A document is no schema itself, which it says at length.
        Logger.getLogger("com.networknt.schema").setLevel(Level.SEVERE);
        root = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(PLACE), document.json());
    }

    /**
     * What is wrong with an answer.
     *
     * @param operation what was asked, as far as the document knows it; any other where it does not
     */
    List<String> faults(Operation operation, boolean isDocumented, HttpResponse<?> answer, String body) {
        List<String> faults = new ArrayList<>();
        int status = answer.statusCode();
        String type = mediaType(answer);
        Matcher inside = INSIDE.matcher(body);
        if (inside.find()) {
            faults.add("tells of the inside: " + inside.group());
        }
        // What cannot be read is no request yet, and has no id.
        if (status != 414
                && status != 431
                && answer.headers().firstValue("X-Request-Id").isEmpty()) {
            faults.add("has no X-Request-Id");
        }
        if (status >= 500 && !isOfTheInstallation(status, body) && !isInTurn(answer, body)) {
            faults.add("is a failure");
        }
        if (status >= 400 && !answer.request().method().equals("HEAD")) {
            faultsOfProblem(operation, isDocumented, status, type, body, faults);
        } else if (status < 400 && isDocumented) {
            faultsOfSuccess(operation, status, type, body, faults);
        }
        return faults;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** That something is not set up here, which no test has to do with. */
    private static boolean isOfTheInstallation(int status, String body) {
        return status == 503 && body.contains("\"urn:problem:not-configured\"");
    }

    /** What is done for few at a time, since it takes long. */
    private static boolean isInTurn(HttpResponse<?> answer, String body) {
        return answer.statusCode() == 503
                && (answer.request().method().equals("HEAD")
                        || IN_TURN.matcher(body).find())
                && answer.headers().firstValue("Retry-After").isPresent();
    }

    static String mediaType(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    }

    private void faultsOfProblem(
            Operation operation, boolean isDocumented, int status, String type, String body, List<String> faults) {
        if (status == 414 && type.isEmpty()) {
            // A service's server refuses a line that is too long before anything of ours sees it; the gateway does not.
            return;
        }
        if (!type.equals(PROBLEM)) {
            faults.add("is " + type + " and no problem");
            return;
        }
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("status").asInt() != status) {
                faults.add("says another status");
            }
            String kind = problem.path("type").asText().replaceFirst("^urn:problem:", "`");
            if (!guide.contains(kind + "`")) {
                faults.add("is of a type that docs/api.md does not have");
            }
            if (operation.answerTypes(status).contains(PROBLEM)) {
                validate(operation, status, PROBLEM, problem, faults);
            } else if (isDocumented) {
                faults.add("is not documented");
            }
        } catch (JsonProcessingException none) {
            faults.add("is no JSON");
        }
    }

    private void faultsOfSuccess(Operation operation, int status, String type, String body, List<String> faults) {
        if (!operation.statuses().contains(Integer.toString(status))) {
            faults.add("has a status that is not documented");
            return;
        }
        List<String> types = operation.answerTypes(status).stream()
                .map(documented -> documented.replaceFirst(";.*", ""))
                .toList();
        if (types.isEmpty() ? !body.isEmpty() : !types.contains(type)) {
            faults.add("is " + type + ", where the document has " + types);
        } else if (type.equals("application/json")) {
            try {
                validate(operation, status, type, withoutNulls(JSON.readTree(body)), faults);
            } catch (JsonProcessingException none) {
                faults.add("is no JSON");
            }
        }
    }

    private void validate(Operation operation, int status, String type, JsonNode body, List<String> faults) {
        String pointer = operation.schema(status, type).toString();
        schemas.computeIfAbsent(
                        pointer,
                        place -> root.getRefSchema(
                                SchemaLocation.of(PLACE + "#" + encoded(place)).getFragment()))
                .validate(body)
                .forEach(error -> faults.add("does not have the form that is documented: " + error));
    }

    /** As a fragment of an address has it. */
    private static String encoded(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D");
    }

    /** A field that has no value is null, whatever type it has else: the API says so once, and not of each. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyStream()
                    .filter(field -> field.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(object::remove);
        }
        node.forEach(DocumentedAnswers::withoutNulls);
        return node;
    }
}
