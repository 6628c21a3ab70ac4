package dev.trainyard.deployment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import io.quarkus.test.junit.QuarkusTest;
import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.WorkflowReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class ExampleDefinitionsTest {

    private static final int MUTANTS = 60;

    @Inject
    Definitions definitions;

    static List<String> run() {
        return ExampleDefinitions.run();
    }

    static List<String> refused() {
        return ExampleDefinitions.refused();
    }

    @ParameterizedTest
    @MethodSource
    void run(String name) {
        ObjectNode document = ExampleDefinitions.document(name);
        assertEquals(List.of(), definitions.violations(document, ""));
        assertFalse(definitions.of(document.toString()).tasks().isEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void refused(String name) {
        String text = ExampleDefinitions.text("refused", name);
        String place = text.lines().findFirst().orElseThrow().replace("# refused at ", "");
        List<Violation> violations = definitions.violations(DefinitionYaml.read(text), "");
        assertEquals(List.of(place), violations.stream().map(Violation::pointer).toList());
    }

    @ParameterizedTest
    @MethodSource("run")
    void comesBackFromYamlAsItWas(String name) {
        ObjectNode document = ExampleDefinitions.document(name);
        assertEquals(document, DefinitionYaml.read(DefinitionYaml.write(document)));
    }

    /** Our schema is the SDK's, rewritten: what it accepts, whatever was done to a definition, the SDK accepts. */
    @ParameterizedTest
    @MethodSource("run")
    void nothingIsAcceptedThatTheSpecificationRefuses(String name) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            ObjectNode mutant = ExampleDefinitions.document(name);
            mutate(mutant, random);
            if (isAccepted(mutant)) {
                assertTrue(isAcceptedBySdk(mutant), mutant::toString);
            }
        }
    }

    private boolean isAccepted(ObjectNode document) {
        return definitions.violations(document, "").isEmpty();
    }

    private static boolean isAcceptedBySdk(JsonNode document) {
        try {
            WorkflowReader.validation().read(document.toString(), WorkflowFormat.JSON);
            return true;
        } catch (IllegalArgumentException | IOException refused) {
            return false;
        }
    }

    /** Removes, replaces or adds a value somewhere. */
    private static void mutate(JsonNode document, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        List<JsonNode> values = List.of(
                NullNode.instance,
                IntNode.valueOf(7),
                TextNode.valueOf("x"),
                TextNode.valueOf("${ .x }"),
                JsonNodeFactory.instance.booleanNode(true),
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.arrayNode(),
                JsonNodeFactory.instance.objectNode().put("seconds", 1),
                JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2));
        JsonNode value = values.get(random.nextInt(values.size()));
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(List.of("then", "if", "with", "use", "until", "x"));
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextBoolean() && object.has(name)) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            if (!array.isEmpty() && random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.add(value);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(inner -> collect(inner, containers));
        }
    }

    @Test
    void madeDefinitionIsRemembered() {
        String text = ExampleDefinitions.document("set").toString();
        String same = ExampleDefinitions.document("set").toString();
        assertSame(definitions.of(text), definitions.of(same));
    }

    @Test
    void storedDefinitionThatCannotBeRunAnyMoreIsAProblem() {
        assertThrows(Problem.class, () -> definitions.of("{\"do\": [{\"a\": {\"run\": {\"shell\": {}}}}]}"));
    }
}
