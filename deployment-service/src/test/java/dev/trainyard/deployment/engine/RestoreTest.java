package dev.trainyard.deployment.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.expression.Expressions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A run that is saved and restored at every opportunity goes as one that stays in memory. */
@QuarkusTest
class RestoreTest {

    private static final int DEFINITIONS = 200;

    // As jsonb does, in another order than they were written.
    private static final ObjectMapper SORTING =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    @Inject
    Definitions definitions;

    @Inject
    Expressions expressions;

    /** What happened in a run, in order, and how it ended. */
    private record Story(List<String> events, Ending ending) {}

    private final class Teller {

        private final Interpreter interpreter;
        private final Definition definition;
        private final boolean isRestored;
        private final Random random;
        private final Map<String, Effect> pending = new LinkedHashMap<>();
        private final List<String> events = new ArrayList<>();
        private Execution execution;

        Teller(Definition definition, long seed, boolean isRestored) {
            this.interpreter = new WorkflowInterpreter(
                    Limits.USUAL.steps(2_000).bytes(200_000).perAdvance(7), new EventMatcher(expressions));
            this.definition = definition;
            this.isRestored = isRestored;
            this.random = new Random(seed);
            this.execution = interpreter.begin(
                    definition,
                    Trip.FACTS,
                    JsonNodeFactory.instance.objectNode().put("n", 1));
        }

        Story tell() {
            Instant now = Trip.START;
            for (int i = 0; i < 5_000; i++) {
                restore();
                Progress progress = execution.advance(now);
                note(progress, now);
                if (progress.ending() != null) {
                    return new Story(events, progress.ending());
                }
                if (!progress.hasMore()) {
                    now = goOn(progress, now);
                }
            }
            throw new AssertionError("Without end: " + definition.document());
        }

        private void note(Progress progress, Instant now) {
            progress.abandoned().forEach(pending::remove);
            if (isRestored && progress.ending() == null) {
                Map<String, Effect> all = new LinkedHashMap<>();
                progress.effects().forEach(effect -> all.put(effect.id(), effect));
                pending.forEach((id, effect) -> assertEquals(text(effect), text(all.get(id))));
                all.keySet().removeAll(pending.keySet());
                all.forEach((id, effect) -> asked(effect));
            } else {
                progress.effects().forEach(this::asked);
            }
            progress.steps().forEach(step -> events.add(step.toString()));
            events.add(now + " abandoned " + progress.abandoned() + " wake " + progress.wakeAt() + " more "
                    + progress.hasMore());
        }

        private void asked(Effect effect) {
            pending.put(effect.id(), effect);
            events.add(text(effect));
        }

        /** Completes some effects, or lets time go by. */
        private Instant goOn(Progress progress, Instant now) {
            List<Effect> some = new ArrayList<>(pending.values());
            some.removeIf(effect -> random.nextInt(3) == 0);
            if (progress.wakeAt() != null && (some.isEmpty() || random.nextInt(4) == 0)) {
                return random.nextInt(5) == 0 ? progress.wakeAt().plusSeconds(3) : progress.wakeAt();
            }
            if (some.isEmpty()) {
                some.addAll(pending.values());
            }
            assertTrue(!some.isEmpty(), () -> "Waits for nothing: " + definition.document());
            for (Effect effect : some) {
                pending.remove(effect.id());
                execution.complete(effect.id(), result(effect));
                restore();
            }
            return random.nextInt(2) == 0 ? now : now.plusMillis(500);
        }

        private EffectResult result(Effect effect) {
            if (effect instanceof Effect.Listen) {
                var heard = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < 1 + random.nextInt(3); i++) {
                    heard.addObject()
                            .put("type", random.nextBoolean() ? "a" : "b")
                            .putObject("data")
                            .put("n", random.nextInt(4));
                }
                return new EffectResult.Success(heard);
            }
            return random.nextInt(4) == 0
                    ? new EffectResult.Failure(WorkflowError.communication("down", null))
                    : new EffectResult.Success(
                            JsonNodeFactory.instance.objectNode().put("z", 1.5).put("n", random.nextInt(9)));
        }

        private void restore() {
            if (isRestored) {
                try {
                    String saved = SORTING.writeValueAsString(SORTING.treeToValue(execution.state(), Object.class));
                    execution = interpreter.restore(definition, Trip.FACTS, SORTING.readTree(saved));
                } catch (JsonProcessingException unreadable) {
                    throw new AssertionError(unreadable);
                }
            }
        }
    }

    private static String text(Effect effect) {
        return switch (effect) {
            case null -> "none";
            case Effect.Call call ->
                "call " + call.id() + " " + call.task().head().pointer() + " " + call.input() + " "
                        + new TreeMap<String, JsonNode>(call.variables());
            case Effect.Emit emit -> emit.toString();
            case Effect.Listen listen -> listen.toString();
        };
    }

    @Test
    void aRunThatIsRestoredAfterEachAdvanceGoesAsOneThatIsNot() {
        Map<String, Integer> endings = new HashMap<>();
        for (long seed = 0; seed < DEFINITIONS; seed++) {
            Definition definition = definitions.read(RandomDefinition.of(seed));

            Story plain = new Teller(definition, seed, false).tell();
            Story restored = new Teller(definition, seed, true).tell();

            String about = "seed " + seed + ": " + definition.document();
            assertEquals(String.join("\n", plain.events()), String.join("\n", restored.events()), about);
            assertEquals(plain.ending().toString(), restored.ending().toString(), about);
            endings.merge(
                    plain.ending() instanceof Ending.Faulted faulted
                            ? faulted.error().type().replaceAll(".*/", "")
                            : "completed",
                    1,
                    Integer::sum);
        }
        // Otherwise the definitions would not be what they are meant to be.
        for (String kind : List.of("completed", "runtime", "timeout", "communication", "expression", "0")) {
            assertTrue(endings.getOrDefault(kind, 0) > 2, endings::toString);
        }
    }

    @Test
    void stepsAreNumberedWithoutAGapAndNoTaskIsWithinAnotherThatHasEnded() {
        for (long seed = 0; seed < 50; seed++) {
            Definition definition = definitions.read(RandomDefinition.of(seed));
            List<String> numbers = new Teller(definition, seed, false)
                    .tell().events().stream()
                            .filter(event -> event.startsWith("Step["))
                            .map(event -> event.replaceAll("Step\\[number=(\\d+),.*", "$1"))
                            .toList();

            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(Integer.toString(i + 1), numbers.get(i));
            }
        }
    }

    @Test
    void aResultThatWasToldButNotTakenIsSaved() {
        Trip trip = new Trip(
                        definitions,
                        expressions,
                        Limits.USUAL,
                        "do: [{ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}}]",
                        "{}")
                .go();
        trip.tell("1", new EffectResult.Success(Trip.yaml("{a: 1}")));

        assertEquals("{\"a\":1}", trip.restart().go().outcome());
    }

    @Test
    void ofTwoResultsOfOneEffectTheFirstCounts() {
        Trip trip = new Trip(
                        definitions,
                        expressions,
                        Limits.USUAL,
                        "do: [{ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}}]",
                        "{}")
                .go();
        trip.tell("1", new EffectResult.Success(Trip.yaml("{a: 1}")));
        trip.tell("1", new EffectResult.Success(Trip.yaml("{a: 2}")));

        assertEquals("{\"a\":1}", trip.go().outcome());
    }

    @Test
    void anEffectIsAskedForAgainWithTheContextThatItHad() {
        Trip trip = new Trip(definitions, expressions, Limits.USUAL, """
                        do:
                        - all:
                            fork:
                              branches:
                              - ask: {call: http, with: {method: get, endpoint: 'https://example.com'}}
                              - change: {set: {b: 2}, export: {as: .}}
                        """, "{a: 1}").go();
        trip.effects.clear();
        trip.restart().go();

        Effect.Call call = (Effect.Call) trip.effects.get("2");
        assertEquals("{\"a\":1}", call.variables().get("context").toString());
    }

    @Test
    void membersKeepTheirOrderWhateverADatabaseDoesToTheState() throws JsonProcessingException {
        Trip trip = new Trip(
                        definitions,
                        expressions,
                        Limits.USUAL,
                        "do: [{pause: {wait: PT1S}}, {look: {set: {keys: '${ keys_unsorted }'}}}]",
                        "{zebra: 1, ape: 2}")
                .go();

        assertEquals(
                "{\"keys\":[\"zebra\",\"ape\"]}", trip.restart().after("PT1S").outcome());
        assertTrue(trip.state().get("values").isTextual());
    }

    @Test
    void theStateOfAShortWorkflowIsShort() {
        Trip trip = new Trip(
                        definitions,
                        expressions,
                        Limits.USUAL,
                        "do: [{pause: {wait: PT1S}}, {look: {set: {keys: '${ keys_unsorted }'}}}]",
                        "{zebra: 1, ape: 2}")
                .go();

        assertEquals(
                "{\"format\":1,\"lastFrame\":1,\"begun\":2,\"lastStep\":0,\"input\":0,\"context\":0,"
                        + "\"root\":{\"id\":0,\"slot\":0,\"input\":0,\"startedAt\":\"2026-03-01T08:00:00Z\","
                        + "\"children\":[{\"id\":1,\"slot\":0,\"rawInput\":0,\"input\":0,"
                        + "\"startedAt\":\"2026-03-01T08:00:00Z\",\"timer\":\"2026-03-01T08:00:01Z\"}]},"
                        + "\"ready\":[],\"inbox\":[],\"values\":\"[{\\\"zebra\\\":1,\\\"ape\\\":2}]\"}",
                trip.state().toString());
    }
}
