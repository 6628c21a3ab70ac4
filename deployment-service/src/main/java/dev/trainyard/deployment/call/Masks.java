package dev.trainyard.deployment.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of what becomes data of a run: as they are, and in the forms that they are sent in. It is against
 * carelessness, such as a service that echoes what it was sent; who was sent a secret can say it in a form that nobody
 * knows.
 */
final class Masks {

    static final String MASK = "***";

    /** Shorter ones keep nothing secret, and would be found in anything. */
    static final int FEWEST_CHARACTERS = 4;

    /** As many bytes of Base64 as three bytes can be shifted by. */
    private static final int SHIFTS = 3;

    private static final int BITS_PER_DIGIT = 6;

    private final Set<String> forms = new LinkedHashSet<>();
    private List<String> longestFirst = List.of();

    /** Adds all texts and numbers in a secret's value. */
    void add(JsonNode secret) {
        if (secret.isContainerNode()) {
            secret.forEach(this::add);
        } else if (secret.isTextual() || secret.isNumber()) {
            add(secret.asText());
        }
    }

    /** Adds a secret, with what it becomes in a query, in JSON, and in Base64 wherever it begins there. */
    void add(String secret) {
        if (secret.length() < FEWEST_CHARACTERS) {
            return;
        }
        String escaped = TextNode.valueOf(secret).toString();
        String queried = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(escaped.substring(1, escaped.length() - 1));
        forms.add(queried);
        forms.add(queried.replace("+", "%20"));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < SHIFTS; shift++) {
            String digits = inBase64(bytes, shift);
            if (digits.length() >= FEWEST_CHARACTERS) {
                forms.add(digits);
                forms.add(digits.replace('+', '-').replace('/', '_'));
            }
        }
        longestFirst = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The digits that nothing but the secret decides, when {@code shift} bytes come before it. */
    private static String inBase64(byte[] secret, int shift) {
        byte[] shifted = new byte[shift + secret.length];
        System.arraycopy(secret, 0, shifted, shift, secret.length);
        String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = Math.ceilDiv(shift * Byte.SIZE, BITS_PER_DIGIT);
        int last = shifted.length * Byte.SIZE / BITS_PER_DIGIT;
        return first < last ? digits.substring(first, last) : "";
    }

    String text(String text) {
        String masked = text;
        for (String form : longestFirst) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    /** Masks bytes, whatever they are of. */
    byte[] bytes(byte[] bytes) {
        if (longestFirst.isEmpty()) {
            return bytes;
        }
        String masked = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String form : longestFirst) {
            masked = masked.replace(
                    new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), MASK);
        }
        return masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Masks all texts, names and numbers. */
    JsonNode json(JsonNode node) {
        if (longestFirst.isEmpty()) {
            return node;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> masked.set(text(field.getKey()), json(field.getValue())));
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> masked.add(json(element)));
            return masked;
        }
        if (node.isTextual() || node.isNumber()) {
            String text = node.asText();
            String masked = text(text);
            return masked.equals(text) ? node : TextNode.valueOf(masked);
        }
        return node;
    }
}
