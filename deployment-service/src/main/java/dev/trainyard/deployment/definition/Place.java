package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A value of a document, or none, and where it is.
 *
 * @param node missing when there is none
 * @param pointer RFC 6901, from the document
 */
record Place(JsonNode node, String pointer) {

    /** A member of an object with its name. */
    record Member(String name, Place value) {}

    Place get(String name) {
        return new Place(node.path(name), pointer + "/" + escaped(name));
    }

    boolean has(String name) {
        return node.has(name);
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    /** Its text; null unless it is one. */
    String text() {
        return node.textValue();
    }

    /** Its text; {@code unsaid} unless it is one. */
    String textOr(String unsaid) {
        return node.isTextual() ? node.textValue() : unsaid;
    }

    /** The constant that its text names in lower case; {@code unsaid} when it names none. */
    <E extends Enum<E>> E choiceOr(E unsaid) {
        for (E constant : unsaid.getDeclaringClass().getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(node.textValue())) {
                return constant;
            }
        }
        return unsaid;
    }

    /** Its elements; none unless it is an array. */
    List<Place> elements() {
        List<Place> elements = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                elements.add(new Place(node.get(i), pointer + "/" + i));
            }
        }
        return elements;
    }

    /** Its members; none unless it is an object. */
    List<Member> members() {
        return node.properties().stream()
                .map(member -> new Member(
                        member.getKey(), new Place(member.getValue(), pointer + "/" + escaped(member.getKey()))))
                .toList();
    }

    /** The only member of each element, which is how the DSL writes lists of what has a name; without what is none. */
    List<Member> namedElements() {
        return elements().stream()
                .filter(element -> element.node().isObject() && element.node().size() == 1)
                .map(element -> element.members().getFirst())
                .toList();
    }

    /** As a step of a JSON pointer (RFC 6901). */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
