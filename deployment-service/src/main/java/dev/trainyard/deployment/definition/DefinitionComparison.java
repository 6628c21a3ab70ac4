package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.deployment.definition.DefinitionDiff.Change;
import dev.trainyard.deployment.definition.DefinitionDiff.Kind;
import dev.trainyard.deployment.definition.DefinitionDiff.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two definitions once. */
final class DefinitionComparison {

    private static final int MAX_BYTES = 2 * 1024;

    private static final int HEAD = 1024;

    // Where a task, or a part of it, has tasks or cases; lists elsewhere are data.
    private static final Map<String, Subject> LISTS = Map.of(
            "do", Subject.TASK,
            "try", Subject.TASK,
            "branches", Subject.TASK,
            "switch", Subject.CASE);

    private static final Set<String> PARTS_WITH_TASKS = Set.of("catch", "fork", "foreach");

    private final List<Change> present = new ArrayList<>();
    private final List<Change> removed = new ArrayList<>();

    DefinitionDiff compare(JsonNode before, JsonNode after) {
        Place was = new Place(before, "");
        Place is = new Place(after, "");
        for (String name : names(was, is)) {
            switch (name) {
                case "do" -> list(Subject.TASK, null, was.get(name), is.get(name));
                case "use" -> reusables(was.get(name), is.get(name));
                default -> value(null, was.get(name), is.get(name));
            }
        }
        pairMoves();
        List<Change> all = new ArrayList<>(present);
        all.addAll(removed);
        return new DefinitionDiff(
                all.stream()
                        .limit(DefinitionDiff.MAX_CHANGES)
                        .map(DefinitionComparison::cut)
                        .toList(),
                all.size() > DefinitionDiff.MAX_CHANGES);
    }

    private void reusables(Place was, Place is) {
        for (String name : names(was, is)) {
            if (name.equals("functions")) {
                names(was.get(name), is.get(name))
                        .forEach(function -> task(
                                function,
                                was.get(name).get(function),
                                is.get(name).get(function)));
            } else {
                value(null, was.get(name), is.get(name));
            }
        }
    }

    private void task(String name, Place was, Place is) {
        if (was.node().isObject() && is.node().isObject()) {
            parts(name, was, is);
        } else {
            value(name, was, is);
        }
    }

    /** Compares a task or a part of one, in which there may be lists of tasks. */
    private void parts(String task, Place was, Place is) {
        for (String name : names(was, is)) {
            Place before = was.get(name);
            Place after = is.get(name);
            if (LISTS.containsKey(name)) {
                list(LISTS.get(name), task, before, after);
            } else if (PARTS_WITH_TASKS.contains(name)
                    && before.node().isObject()
                    && after.node().isObject()) {
                parts(task, before, after);
            } else {
                value(task, before, after);
            }
        }
    }

    private void list(Subject of, String task, Place was, Place is) {
        Optional<Map<String, Place>> before = byName(was);
        Optional<Map<String, Place>> after = byName(is);
        if (before.isEmpty() || after.isEmpty()) {
            value(task, was, is);
            return;
        }
        Set<String> inPlace = inPlace(before.get(), after.get());
        after.get().forEach((name, place) -> {
            Place former = before.get().get(name);
            String concerned = of == Subject.TASK ? name : task;
            if (former == null) {
                present.add(new Change(Kind.ADDED, of, concerned, null, place.pointer(), null, place.node()));
                return;
            }
            if (!inPlace.contains(name)) {
                present.add(new Change(Kind.MOVED, of, concerned, former.pointer(), place.pointer(), null, null));
            }
            if (of == Subject.TASK) {
                task(name, former, place);
            } else {
                value(task, former, place);
            }
        });
        before.get().forEach((name, place) -> {
            if (!after.get().containsKey(name)) {
                String concerned = of == Subject.TASK ? name : task;
                removed.add(new Change(Kind.REMOVED, of, concerned, place.pointer(), null, place.node(), null));
            }
        });
    }

    private void value(String task, Place was, Place is) {
        if (was.node().equals(is.node())) {
            return;
        }
        if (was.node().isObject() && is.node().isObject()) {
            names(was, is).forEach(name -> value(task, was.get(name), is.get(name)));
        } else if (!was.exists()) {
            present.add(new Change(Kind.ADDED, Subject.MEMBER, task, null, is.pointer(), null, is.node()));
        } else if (!is.exists()) {
            removed.add(new Change(Kind.REMOVED, Subject.MEMBER, task, was.pointer(), null, was.node(), null));
        } else {
            present.add(
                    new Change(Kind.CHANGED, Subject.MEMBER, task, was.pointer(), is.pointer(), was.node(), is.node()));
        }
    }

    /** A task that is gone from one list and came, as it was, into another has moved. */
    private void pairMoves() {
        for (int i = 0; i < present.size(); i++) {
            Change added = present.get(i);
            if (added.kind() != Kind.ADDED || added.of() != Subject.TASK) {
                continue;
            }
            Optional<Change> former = removed.stream()
                    .filter(change -> change.of() == Subject.TASK
                            && change.task().equals(added.task())
                            && change.before().equals(added.after()))
                    .findFirst();
            if (former.isPresent()) {
                removed.remove(former.get());
                present.set(
                        i,
                        new Change(
                                Kind.MOVED,
                                Subject.TASK,
                                added.task(),
                                former.get().from(),
                                added.to(),
                                null,
                                null));
            }
        }
    }

    /** The members of a list by their names; empty if it is no list of what has a name of its own. */
    private static Optional<Map<String, Place>> byName(Place list) {
        List<Place.Member> members = list.namedElements();
        Map<String, Place> byName = new LinkedHashMap<>();
        members.forEach(member -> byName.put(member.name(), member.value()));
        boolean isNamed = list.node().isArray() && byName.size() == list.node().size();
        return isNamed ? Optional.of(byName) : Optional.empty();
    }

    /** Those that kept their order among each other: as many of them as possible, so that as few as possible have moved. */
    private static Set<String> inPlace(Map<String, Place> before, Map<String, Place> after) {
        List<String> order = new ArrayList<>(before.keySet());
        List<String> common =
                after.keySet().stream().filter(before::containsKey).toList();
        Map<String, Integer> positions = new LinkedHashMap<>();
        order.forEach(name -> positions.put(name, positions.size()));

        // The longest increasing subsequence: last.get(n) is the smallest end of one of n + 1 names.
        List<String> last = new ArrayList<>();
        Map<String, String> previous = new LinkedHashMap<>();
        for (String name : common) {
            int length = 0;
            int end = last.size();
            while (length < end) {
                int middle = (length + end) >>> 1;
                if (positions.get(last.get(middle)) < positions.get(name)) {
                    length = middle + 1;
                } else {
                    end = middle;
                }
            }
            previous.put(name, length == 0 ? null : last.get(length - 1));
            if (length == last.size()) {
                last.add(name);
            } else {
                last.set(length, name);
            }
        }
        Set<String> kept = new LinkedHashSet<>();
        for (String name = last.isEmpty() ? null : last.getLast(); name != null; name = previous.get(name)) {
            kept.add(name);
        }
        return kept;
    }

    private static Set<String> names(Place was, Place is) {
        Set<String> names =
                is.members().stream().map(Place.Member::name).collect(Collectors.toCollection(LinkedHashSet::new));
        was.members().forEach(member -> names.add(member.name()));
        return names;
    }

    private static Change cut(Change change) {
        return new Change(
                change.kind(),
                change.of(),
                change.task(),
                change.from(),
                change.to(),
                cut(change.before()),
                cut(change.after()));
    }

    private static JsonNode cut(JsonNode value) {
        String text = Objects.toString(value, "");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= MAX_BYTES) {
            return value;
        }
        boolean cutsCharacter = Character.isHighSurrogate(text.charAt(HEAD - 1));
        return JsonNodeFactory.instance
                .objectNode()
                .put("cut", true)
                .put("bytes", bytes)
                .put("head", text.substring(0, cutsCharacter ? HEAD - 1 : HEAD));
    }
}
