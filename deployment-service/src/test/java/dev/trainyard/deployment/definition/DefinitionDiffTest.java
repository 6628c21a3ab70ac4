package dev.trainyard.deployment.definition;

import static dev.trainyard.deployment.definition.DefinitionDiff.Kind.ADDED;
import static dev.trainyard.deployment.definition.DefinitionDiff.Kind.CHANGED;
import static dev.trainyard.deployment.definition.DefinitionDiff.Kind.MOVED;
import static dev.trainyard.deployment.definition.DefinitionDiff.Kind.REMOVED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trainyard.deployment.definition.DefinitionDiff.Change;
import dev.trainyard.deployment.definition.DefinitionDiff.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefinitionDiffTest {

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static List<Change> between(String before, String after) {
        return DefinitionDiff.between(yaml(before), yaml(after)).changes();
    }

    private static Change change(
            DefinitionDiff.Kind kind, Subject of, String task, String from, String to, String before, String after) {
        return new Change(
                kind, of, task, from, to, before == null ? null : yaml(before), after == null ? null : yaml(after));
    }

    @Test
    void sameDefinitionsDoNotDiffer() {
        String definition = "{document: {name: a, dsl: 1.0.0}, do: [{a: {set: {x: 1, y: 2}}}]}";
        String otherwiseWritten = "{do: [{a: {set: {y: 2, x: 1}}}], document: {dsl: 1.0.0, name: a}}";
        assertTrue(
                DefinitionDiff.between(yaml(definition), yaml(otherwiseWritten)).isEmpty());
    }

    @Test
    void addedTaskIsNamedWithItsPlace() {
        assertEquals(
                List.of(change(ADDED, Subject.TASK, "b", null, "/do/0/b", null, "{wait: PT1S}")),
                between("do: [{a: {wait: PT2S}}]", "do: [{b: {wait: PT1S}}, {a: {wait: PT2S}}]"));
    }

    @Test
    void removedTaskIsNamedWithItsFormerPlace() {
        assertEquals(
                List.of(change(REMOVED, Subject.TASK, "b", "/do/0/b", null, "{wait: PT1S}", null)),
                between("do: [{b: {wait: PT1S}}, {a: {wait: PT2S}}]", "do: [{a: {wait: PT2S}}]"));
    }

    @Test
    void changedMemberIsShownAsItWasAndIs() {
        assertEquals(
                List.of(
                        change(ADDED, Subject.TASK, "b", null, "/do/0/b", null, "{wait: PT1S}"),
                        change(CHANGED, Subject.MEMBER, "a", "/do/0/a/set/x", "/do/1/a/set/x", "1", "2")),
                between("do: [{a: {set: {x: 1}}}]", "do: [{b: {wait: PT1S}}, {a: {set: {x: 2}}}]"));
    }

    @Test
    void memberThatCameOrWentIsShown() {
        assertEquals(
                List.of(
                        change(ADDED, Subject.MEMBER, "a", null, "/do/0/a/then", null, "end"),
                        change(REMOVED, Subject.MEMBER, "a", "/do/0/a/if", null, ".x", null)),
                between("do: [{a: {wait: PT1S, if: .x}}]", "do: [{a: {wait: PT1S, then: end}}]"));
    }

    @Test
    void asFewTasksAsPossibleHaveMoved() {
        assertEquals(
                List.of(change(MOVED, Subject.TASK, "c", "/do/2/c", "/do/0/c", null, null)),
                between(
                        "do: [{a: {wait: PT1S}}, {b: {wait: PT1S}}, {c: {wait: PT1S}}]",
                        "do: [{c: {wait: PT1S}}, {a: {wait: PT1S}}, {b: {wait: PT1S}}]"));
    }

    @Test
    void taskThatWentIntoAnotherListHasMoved() {
        assertEquals(
                List.of(change(MOVED, Subject.TASK, "b", "/do/1/b", "/do/0/a/do/1/b", null, null)),
                between(
                        "do: [{a: {do: [{x: {wait: PT1S}}]}}, {b: {wait: PT2S}}]",
                        "do: [{a: {do: [{x: {wait: PT1S}}, {b: {wait: PT2S}}]}}]"));
    }

    @Test
    void tasksAreFollowedIntoEveryKindOfList() {
        String before = """
                do:
                - a: {try: [{t: {wait: PT1S}}], catch: {do: [{c: {wait: PT1S}}]}}
                - f: {fork: {branches: [{b: {wait: PT1S}}]}}
                - l: {listen: {to: {any: []}}, foreach: {do: [{e: {wait: PT1S}}]}}
                use: {functions: {g: {do: [{h: {wait: PT1S}}]}}}
                """;
        List<String> tasks = between(before, before.replace("PT1S", "PT2S")).stream()
                .map(change -> change.task() + " " + change.to())
                .toList();
        assertEquals(
                List.of(
                        "t /do/0/a/try/0/t/wait",
                        "c /do/0/a/catch/do/0/c/wait",
                        "b /do/1/f/fork/branches/0/b/wait",
                        "e /do/2/l/foreach/do/0/e/wait",
                        "h /use/functions/g/do/0/h/wait"),
                tasks);
    }

    @Test
    void casesOfASwitchAreFollowedByTheirNames() {
        assertEquals(
                List.of(
                        change(ADDED, Subject.CASE, "s", null, "/do/0/s/switch/0/z", null, "{when: .z, then: end}"),
                        change(
                                CHANGED,
                                Subject.MEMBER,
                                "s",
                                "/do/0/s/switch/0/x/when",
                                "/do/0/s/switch/1/x/when",
                                ".x",
                                ".y")),
                between(
                        "do: [{s: {switch: [{x: {when: .x, then: end}}]}}]",
                        "do: [{s: {switch: [{z: {when: .z, then: end}}, {x: {when: .y, then: end}}]}}]"));
    }

    @Test
    void dataThatLooksLikeTasksIsData() {
        assertEquals(
                List.of(change(
                        CHANGED,
                        Subject.MEMBER,
                        "a",
                        "/do/0/a/set/do",
                        "/do/0/a/set/do",
                        "[{x: {y: 1}}]",
                        "[{x: {y: 2}}]")),
                between("do: [{a: {set: {do: [{x: {y: 1}}]}}}]", "do: [{a: {set: {do: [{x: {y: 2}}]}}}]"));
    }

    @Test
    void whatTheDocumentSaysOfItselfIsCompared() {
        assertEquals(
                List.of(change(
                        CHANGED, Subject.MEMBER, null, "/document/version", "/document/version", "1.0.0", "1.0.1")),
                between("document: {version: 1.0.0}", "document: {version: 1.0.1}"));
    }

    @Test
    void longValueIsCut() {
        JsonNode after = between("do: [{a: {set: {x: 1}}}]", "do: [{a: {set: {x: " + "y".repeat(5_000) + "}}}]")
                .getFirst()
                .after();
        assertTrue(after.get("cut").booleanValue());
        assertEquals(5_002, after.get("bytes").intValue());
        assertEquals("\"" + "y".repeat(1_023), after.get("head").textValue());
    }

    @Test
    void moreChangesThanAnybodyReadsAreCut() {
        ObjectNode many = (ObjectNode) yaml("{document: {}}");
        IntStream.range(0, 201).forEach(i -> many.withObject("/document").put("x" + i, i));
        DefinitionDiff diff = DefinitionDiff.between(yaml("{document: {}}"), many);
        assertEquals(200, diff.changes().size());
        assertTrue(diff.isCut());
    }

    /** What moved, came and went, done to the old order, gives the new one. */
    @Test
    void movesExplainEveryOrder() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<String> names = new ArrayList<>(
                    IntStream.range(0, 8).mapToObj(Integer::toString).toList());
            String before = listOf(names);
            Collections.shuffle(names, random);
            String after = listOf(names);
            List<Change> changes = between(before, after);
            List<String> moved = changes.stream().map(Change::task).toList();
            List<String> kept =
                    names.stream().filter(name -> !moved.contains(name)).toList();
            assertEquals(kept.stream().sorted().toList(), kept);
            assertFalse(kept.isEmpty());
        }
    }

    private static String listOf(List<String> names) {
        return "do: ["
                + String.join(
                        ", ",
                        names.stream()
                                .map(name -> "{'" + name + "': {wait: PT1S}}")
                                .toList())
                + "]";
    }
}
