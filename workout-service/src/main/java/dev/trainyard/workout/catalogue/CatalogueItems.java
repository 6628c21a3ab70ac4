package dev.trainyard.workout.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.catalogue.CatalogueImportReport.Skipped;
import dev.trainyard.workout.exercise.ExerciseName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of a list as free-exercise-db writes them. What cannot be understood is set aside with its reason, rather than
 * holding up the rest; fields that the catalogue has no place for, such as instructions, are passed over.
 */
final class CatalogueItems {

    private static final int MAX_ITEMS = 5_000;

    private final ArrayNode usable = JsonNodeFactory.instance.arrayNode();
    private final List<Skipped> skipped = new ArrayList<>();

    private CatalogueItems() {}

    /**
     * Reads a list.
     *
     * @throws Problem 400 when it is none, or has more than 5000 items
     */
    static CatalogueItems of(JsonNode list) {
        if (!list.isArray() || list.size() > MAX_ITEMS) {
            throw Problem.invalid(Violation.inBody("", "must be a list of at most " + MAX_ITEMS + " exercises"));
        }
        CatalogueItems items = new CatalogueItems();
        for (int i = 0; i < list.size(); i++) {
            items.take(i, list.get(i));
        }
        return items;
    }

    /** As JSON: index, name, category, equipment, mechanic, force, level, primary, secondary. */
    String usable() {
        return usable.toString();
    }

    List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    private void take(int index, JsonNode item) {
        JsonNode name = item.path("name");
        String normal = name.isTextual() ? ExerciseName.normal(name.textValue()) : "";
        Optional<String> fault = fault(item, normal);
        if (fault.isPresent()) {
            skipped.add(new Skipped(index, name.textValue(), fault.get()));
            return;
        }
        ObjectNode taken = usable.addObject().put("index", index).put("name", normal);
        for (String field : List.of("category", "equipment", "mechanic", "force", "level")) {
            taken.set(field, item.get(field));
        }
        taken.set("primary", item.path("primaryMuscles"));
        taken.set(
                "secondary",
                item.path("secondaryMuscles").isArray() ? item.get("secondaryMuscles") : taken.arrayNode());
    }

    private static Optional<String> fault(JsonNode item, String name) {
        if (!ExerciseName.isUsable(name)) {
            return Optional.of("name must be a name of 1 to 120 characters");
        }
        if (!item.path("category").isTextual()) {
            return Optional.of("category " + Vocabulary.CATEGORY.demand());
        }
        if (item.path("primaryMuscles").isEmpty()) {
            return Optional.of("primaryMuscles must name a muscle");
        }
        return word(item, "category", Vocabulary.CATEGORY)
                .or(() -> word(item, "equipment", Vocabulary.EQUIPMENT))
                .or(() -> word(item, "mechanic", Vocabulary.MECHANIC))
                .or(() -> word(item, "force", Vocabulary.FORCE))
                .or(() -> word(item, "level", Vocabulary.LEVEL))
                .or(() -> muscles(item, "primaryMuscles"))
                .or(() -> muscles(item, "secondaryMuscles"));
    }

    private static Optional<String> word(JsonNode item, String field, Vocabulary vocabulary) {
        JsonNode value = item.path(field);
        boolean known = value.isNull() || value.isMissingNode() || vocabulary.has(value.textValue());
        return known ? Optional.empty() : Optional.of(field + " " + vocabulary.demand());
    }

    private static Optional<String> muscles(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        for (JsonNode muscle : value) {
            if (!Vocabulary.MUSCLE.has(muscle.textValue())) {
                return Optional.of(field + ": each " + Vocabulary.MUSCLE.demand());
            }
        }
        return value.isArray() ? Optional.empty() : Optional.of(field + " must be a list");
    }
}
