package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.testkit.ApiDocument.Operation;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where that is which a user has made, as answers told it, so that further requests find something. One thread's. */
final class Possessions {

    private static final int OF_EACH = 8;

    private final Random random;
    /** Templates that end in a parameter, {@code /api/v1/workouts/{}}, and what begins like them. */
    private final Map<String, Pattern> patterns = new TreeMap<>();

    private final Map<String, List<String>> paths = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();

    Possessions(List<Operation> operations, Random random) {
        this.random = random;
        for (Operation operation : operations) {
            String template = unnamed(operation.path());
            for (int end = template.indexOf("{}"); end >= 0; end = template.indexOf("{}", end + 1)) {
                String prefix = template.substring(0, end + 2);
                patterns.put(prefix, Pattern.compile("(" + prefix.replace("{}", "[^/:]+") + ")(?:[/:.].*)?"));
            }
        }
    }

    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    /** Takes note of what an answer tells. */
    void learn(Operation operation, String path, Optional<String> location, Optional<String> tag, JsonNode body) {
        String template = unnamed(operation.path());
        location.ifPresent(place -> note("", URI.create(place).getPath()));
        note(template, path);
        tag.ifPresent(version -> tags.put(path, version));
        String below = template + "/{}";
        if (patterns.containsKey(below)) {
            body.path("items").forEach(item -> noteId(below, path, item));
            noteId(below, path, body);
        }
    }

    private void noteId(String below, String path, JsonNode item) {
        if (item.path("id").isTextual()) {
            note(below, path + "/" + item.get("id").asText());
        }
    }

    /** Notes a path by what it is made after, which is not told of one in a header. */
    private void note(String template, String path) {
        patterns.forEach((prefix, pattern) -> {
            var found = pattern.matcher(path);
            if (found.matches() && (template.isEmpty() || template.startsWith(prefix))) {
                List<String> known = paths.computeIfAbsent(prefix, _ -> new ArrayList<>());
                if (!known.contains(found.group(1))) {
                    known.add(found.group(1));
                }
                if (known.size() > OF_EACH) {
                    known.removeFirst();
                }
            }
        });
    }

    /** How many things it knows. */
    int size() {
        return paths.values().stream().mapToInt(List::size).sum();
    }

    /** Where an operation finds something, if there is anything. */
    Optional<String> path(Operation operation) {
        String named = operation.path();
        for (int end = named.lastIndexOf('}'); end >= 0; end = named.lastIndexOf('}', end - 1)) {
            List<String> known = paths.get(unnamed(named.substring(0, end + 1)));
            if (known != null) {
                return Optional.of(
                        known.get(random.nextInt(known.size())) + operation.filled(named.substring(end + 1)));
            }
        }
        return Optional.empty();
    }

    /** The version of what is at a path, as far as that was told. */
    Optional<String> tag(String path) {
        return Optional.ofNullable(tags.get(path));
    }

    /** Has a body name what there is, rather than what exists in documents only. */
    void refer(Operation operation, JsonNode body) {
        if (body instanceof ObjectNode object) {
            for (String field : object.propertyStream().map(Map.Entry::getKey).toList()) {
                if (field.endsWith("Id")) {
                    id(field.substring(0, field.length() - 2) + "s/{}").ifPresent(id -> object.put(field, id));
                } else if (field.equals("ids") && object.get(field) instanceof ArrayNode ids) {
                    id(operation.path().replaceFirst(":.*", "/{}"))
                            .ifPresent(id -> ids.removeAll().add(id));
                }
            }
        }
        body.forEach(part -> refer(operation, part));
    }

    private Optional<String> id(String end) {
        return paths.entrySet().stream()
                .filter(known -> known.getKey().endsWith(end))
                .map(known ->
                        known.getValue().get(random.nextInt(known.getValue().size())))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .findFirst();
    }
}
