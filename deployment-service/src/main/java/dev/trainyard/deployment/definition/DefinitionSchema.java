package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The specification's JSON Schema, as its SDK has it, rewritten so that it says what is wrong. As it is, whatever is wrong in a
 * task is wrong twelve times, once for each kind of task, and what encloses it is wrong as well; and the time that it takes
 * doubles with each level, since what a loop does is checked once as the loop's and once as a block's.
 */
// When the service starts, since rewriting takes as long as hundreds of checks.
@Startup
@ApplicationScoped
class DefinitionSchema {

    /** What makes a task the task that it is; a loop has both for and do. */
    static final List<String> KINDS =
            List.of("call", "for", "try", "do", "fork", "emit", "listen", "raise", "run", "set", "switch", "wait");

    // What the schema's patterns are for, by how they begin.
    private static final Map<String, String> PATTERNS = Map.of(
            "^(0|[1-9]", "a semantic version such as 1.0.0",
            "^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}", "1 to 63 letters, digits and hyphens, with no hyphen at either end",
            "^\\s*\\$\\{", "an expression in ${ }",
            "^[A-Za-z][A-Za-z0-9+", "an absolute URI",
            "^P(?!$)", "an ISO 8601 duration such as PT15M");

    private static final String RESOURCE = "schema/workflow.yaml";

    // Of a hopeless document there are thousands, and each is compared with the others.
    private static final int MAX_FINDINGS = 300;

    private final Schema schema;

    DefinitionSchema() {
        ObjectNode document = load();
        ObjectNode types = (ObjectNode) document.get("$defs");
        types.set("callTask", callsThatAreRun(types.get("callTask")));
        types.set("task", tasksByKind());
        discriminate(document, types);
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .locale(Locale.ENGLISH)
                                .build()))
                .getSchema(document);
        schema.initializeValidators();
    }

    /** Reports where a document is not as the specification has it, if nothing has been reported of that place. */
    void check(JsonNode document, Report report) {
        List<Finding> findings = schema.validate(document).stream()
                .limit(MAX_FINDINGS)
                .map(Finding::of)
                .toList();
        Map<String, List<Error>> choices = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (isConsequence(finding, findings)) {
                continue;
            }
            if (finding.isOfChoice()) {
                choices.computeIfAbsent(finding.pointer(), place -> new ArrayList<>())
                        .add(finding.error());
            } else {
                report.addIfNew(finding.place(), detail(finding.error()));
            }
        }
        choices.forEach((pointer, errors) -> report.addIfNew(pointer, "must be " + oneOf(errors)));
        if (report.isEmpty() && !findings.isEmpty()) {
            report.add(findings.getFirst().place(), detail(findings.getFirst().error()));
        }
    }

    /** Whether others say better what is wrong: those within, of what encloses it; the alternatives, of a choice. */
    private boolean isConsequence(Finding finding, List<Finding> findings) {
        if (finding.error().getKeyword().endsWith("Of")) {
            return findings.stream().anyMatch(other -> other.path().startsWith(finding.path() + "/"));
        }
        return finding.isUnknownMember()
                && knownMembers(finding.error()).contains(finding.error().getProperty())
                && findings.stream()
                        .filter(other -> Report.isWithin(other.pointer(), finding.pointer()))
                        .anyMatch(other ->
                                !other.isUnknownMember() || !other.pointer().equals(finding.pointer()));
    }

    /**
     * An error of the validator.
     *
     * @param pointer where in the document
     * @param path where in the schema, as it was come to
     */
    private record Finding(Error error, String pointer, String path) {

        static Finding of(Error error) {
            return new Finding(
                    error,
                    error.getInstanceLocation().toString(),
                    error.getEvaluationPath().toString());
        }

        boolean isOfChoice() {
            return path.contains("/oneOf/") || path.contains("/anyOf/");
        }

        boolean isUnknownMember() {
            return DefinitionSchema.isUnknownMember(error);
        }

        /** Of a member that should not be there, the member's. */
        String place() {
            return isUnknownMember() ? pointer + "/" + Place.escaped(error.getProperty()) : pointer;
        }
    }

    private static ObjectNode load() {
        try (InputStream resource = DefinitionSchema.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new YAMLMapper().readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Of the six kinds of calls, that over HTTP and that of a function; whatever else is called is refused by its name. */
    private static JsonNode callsThatAreRun(JsonNode calls) {
        ObjectNode rewritten = JsonNodeFactory.instance.objectNode();
        for (JsonNode call : calls.get("oneOf")) {
            JsonNode name = call.get("allOf").get(1).get("properties").get("call");
            if (name.path("const").asText().equals("http")) {
                rewritten
                        .putObject("if")
                        .putObject("properties")
                        .putObject("call")
                        .put("const", "http");
                rewritten.set("then", call);
            } else if (name.has("not")) {
                rewritten.set("else", call);
            }
        }
        return rewritten;
    }

    private static JsonNode tasksByKind() {
        JsonNode chain = JsonNodeFactory.instance.booleanNode(true);
        for (String kind : KINDS.reversed()) {
            chain = when(
                    required(kind),
                    JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + kind + "Task"),
                    chain);
        }
        return ((ObjectNode) chain).put("type", "object");
    }

    /** Turns each choice between alternatives into a decision, if the value's type or members tell which one is meant. */
    private static void discriminate(JsonNode node, ObjectNode types) {
        node.forEach(part -> discriminate(part, types));
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (!(object.get(keyword) instanceof ArrayNode alternatives)) {
                continue;
            }
            List<JsonNode> objects = new ArrayList<>();
            ArrayNode texts = JsonNodeFactory.instance.arrayNode();
            boolean isKnown = true;
            for (JsonNode alternative : alternatives) {
                switch (typeOf(alternative, types)) {
                    case "object" -> objects.add(alternative);
                    case "string" -> texts.add(alternative);
                    default -> isKnown = false;
                }
            }
            if (!isKnown || objects.isEmpty()) {
                continue;
            }
            object.remove(keyword);
            ArrayNode all = object.withArray("allOf");
            if (texts.isEmpty()) {
                all.add(byMember(objects, types));
            } else {
                all.addObject().putArray("type").add("object").add("string");
                JsonNode text = texts.size() == 1
                        ? texts.get(0)
                        : JsonNodeFactory.instance.objectNode().set("anyOf", texts);
                JsonNode nothing = JsonNodeFactory.instance.booleanNode(true);
                all.add(when(ofType("object"), byMember(objects, types), nothing));
                all.add(when(ofType("string"), text, nothing));
            }
        }
    }

    private static JsonNode byMember(List<JsonNode> alternatives, ObjectNode types) {
        if (alternatives.size() == 1) {
            return alternatives.getFirst();
        }
        ArrayNode members = JsonNodeFactory.instance.arrayNode();
        JsonNode otherwise = null;
        for (JsonNode alternative : alternatives) {
            JsonNode member = target(alternative, types).path("required").path(0);
            if (member.isTextual()) {
                members.add(required(member.textValue()));
            } else {
                otherwise = alternative;
            }
        }
        JsonNode chain = otherwise != null
                ? otherwise
                : JsonNodeFactory.instance.objectNode().set("anyOf", members);
        for (JsonNode alternative : alternatives.reversed()) {
            JsonNode member = target(alternative, types).path("required").path(0);
            if (member.isTextual()) {
                chain = when(required(member.textValue()), alternative, chain);
            }
        }
        return chain;
    }

    private static String typeOf(JsonNode schema, ObjectNode types) {
        JsonNode meant = target(schema, types);
        if (meant.path("type").isTextual()) {
            return meant.get("type").textValue();
        }
        if (meant.has("properties") || meant.has("required")) {
            return "object";
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            if (meant.path(keyword).isArray()) {
                Set<String> kinds = new TreeSet<>();
                meant.get(keyword).forEach(part -> kinds.add(typeOf(part, types)));
                return kinds.size() == 1 ? kinds.iterator().next() : "";
            }
        }
        return "";
    }

    private static JsonNode target(JsonNode schema, ObjectNode types) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : types.path(reference.substring("#/$defs/".length()));
    }

    private static ObjectNode required(String member) {
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        required.putArray("required").add(member);
        return required;
    }

    private static ObjectNode ofType(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode when(JsonNode condition, JsonNode then, JsonNode otherwise) {
        ObjectNode decision = JsonNodeFactory.instance.objectNode();
        decision.set("if", condition);
        decision.set("then", then);
        decision.set("else", otherwise);
        return decision;
    }

    private static boolean isUnknownMember(Error error) {
        return error.getKeyword().equals("unevaluatedProperties")
                || error.getKeyword().equals("additionalProperties");
    }

    private String detail(Error error) {
        if (isUnknownMember(error)) {
            Set<String> known = knownMembers(error);
            return known.contains(error.getProperty())
                    ? "must not be here together with what else is"
                    : "is not known here; what is: " + String.join(", ", known);
        }
        Object[] arguments = error.getArguments();
        return switch (error.getKeyword()) {
            case "required" -> "must have the member " + error.getProperty();
            case "type" -> "must be " + withArticle(arguments[1].toString());
            case "pattern" -> "must be " + meaning(arguments[0].toString());
            case "enum" -> "must be one of " + values(error.getSchemaNode());
            default -> error.getMessage();
        };
    }

    private static String oneOf(List<Error> errors) {
        Set<String> choices = new LinkedHashSet<>();
        Set<String> members = new LinkedHashSet<>();
        for (Error error : errors) {
            switch (error.getKeyword()) {
                case "pattern" -> choices.add(meaning(error.getArguments()[0].toString()));
                case "type" -> choices.add(withArticle(error.getArguments()[1].toString()));
                case "required" -> members.add(error.getProperty());
                default -> {
                    // Says no more than the others.
                }
            }
        }
        if (!members.isEmpty()) {
            choices.add("an object with one of " + String.join(", ", members));
        }
        return choices.isEmpty() ? "something else" : String.join(" or ", choices);
    }

    private static String meaning(String pattern) {
        return PATTERNS.entrySet().stream()
                .filter(known -> pattern.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("as the pattern " + pattern + " has it");
    }

    private static String withArticle(String types) {
        String named =
                types.replaceAll("[\\[\\]\"]", "").replaceAll(", *", " or ").replace("string", "text");
        return switch (named) {
            case "object", "array", "integer" -> "an " + named;
            case "text" -> named;
            case "boolean", "number" -> "a " + named;
            default -> named.replace("object", "an object");
        };
    }

    private static String values(JsonNode choices) {
        List<String> values = new ArrayList<>();
        choices.forEach(value -> values.add(value.asText()));
        return String.join(", ", values);
    }

    /** The members that the schema has for an object, whether or not they were as they should be. */
    private Set<String> knownMembers(Error error) {
        Set<String> names = new TreeSet<>();
        String fragment = error.getSchemaLocation().getFragment().toString();
        collectMembers(schema.getSchemaNode().at(fragment.substring(0, fragment.lastIndexOf('/'))), names);
        return names;
    }

    private void collectMembers(JsonNode part, Set<String> names) {
        part.path("properties").fieldNames().forEachRemaining(names::add);
        part.path("allOf").forEach(inner -> collectMembers(inner, names));
        Stream.of("then", "else").filter(part::has).forEach(keyword -> collectMembers(part.get(keyword), names));
        if (part.has("$ref")) {
            collectMembers(
                    schema.getSchemaNode().at(part.get("$ref").textValue().substring(1)), names);
        }
    }
}
