package dev.trainyard.deployment.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes secrets out of what becomes data of a run: as they are, and in the forms that they are sent in. It is against
 * carelessness, such as a service that echoes what it was sent; who was sent a secret can say it in a form that nobody
 * knows.
 */
final class Masks {

    static final String MASK = "***";

    /** Shorter ones keep nothing secret, and would be found in anything. */
    static final int FEWEST_CHARACTERS = 4;

    private static final int PIECE = 32;

    /** As many bytes of Base64 as three bytes can be shifted by. */
    private static final int SHIFTS = 3;

    private static final int BITS_PER_DIGIT = 6;

    private final NavigableMap<Integer, Needles> needles = new TreeMap<>();

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
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        seek(secret);
        // What the bytes are when nobody knows that they are text.
        seek(new String(bytes, StandardCharsets.ISO_8859_1));
        seek(escaped.substring(1, escaped.length() - 1));
        seek(queried);
        seek(queried.replace("+", "%20"));
        for (int shift = 0; shift < SHIFTS; shift++) {
            String digits = inBase64(bytes, shift);
            seek(digits);
            seek(digits.replace('+', '-').replace('/', '_'));
        }
    }

    /** Seeks a long form by its pieces, so that the time to find it does not depend on its length. */
    private void seek(String form) {
        if (form.length() < FEWEST_CHARACTERS) {
            return;
        }
        int length = Math.min(form.length(), PIECE);
        Needles ofLength = needles.computeIfAbsent(length, Needles::new);
        for (int start = 0; start + length < form.length(); start += length) {
            ofLength.add(form.substring(start, start + length));
        }
        ofLength.add(form.substring(form.length() - length));
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

    /** The text with one mask for whatever of it is of secrets. */
    String text(String text) {
        BitSet found = new BitSet();
        needles.values().forEach(ofLength -> ofLength.mark(text, found));
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int plain = 0;
        for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(plain)) {
            masked.append(text, plain, start).append(MASK);
            plain = found.nextClearBit(start);
        }
        return masked.append(text, plain, text.length()).toString();
    }

    /** Masks bytes, whatever they are of. */
    byte[] bytes(byte[] bytes) {
        return text(new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Masks all texts, names and numbers. */
    JsonNode json(JsonNode node) {
        if (needles.isEmpty()) {
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

    /** Texts of one length, which are found in one go, however many they are (Rabin and Karp). */
    private static final class Needles {

        private static final long BASE = 1_000_003;
        private static final int FILTER_BITS = 16;

        private final int length;
        private final long top;
        private final Set<String> texts = new HashSet<>();
        /** What the first bits of a needle's hash are. */
        private final BitSet filter = new BitSet(1 << FILTER_BITS);

        Needles(int length) {
            this.length = length;
            long power = 1;
            for (int i = 1; i < length; i++) {
                power *= BASE;
            }
            this.top = power;
        }

        void add(String text) {
            texts.add(text);
            filter.set(bits(hash(text)));
        }

        void mark(String text, BitSet found) {
            if (text.length() < length) {
                return;
            }
            long hash = hash(text);
            for (int end = length; ; end++) {
                int start = end - length;
                if (filter.get(bits(hash)) && texts.contains(text.substring(start, end))) {
                    found.set(start, end);
                }
                if (end == text.length()) {
                    return;
                }
                hash = (hash - text.charAt(start) * top) * BASE + text.charAt(end);
            }
        }

        /** Of the first characters. */
        private long hash(String text) {
            long hash = 0;
            for (int i = 0; i < length; i++) {
                hash = hash * BASE + text.charAt(i);
            }
            return hash;
        }

        private static int bits(long hash) {
            return (int) ((hash * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - FILTER_BITS));
        }
    }
}
