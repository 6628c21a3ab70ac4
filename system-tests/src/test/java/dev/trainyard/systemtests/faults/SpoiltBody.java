package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A body that a client could send, made into one that it should not. */
final class SpoiltBody {

    /** Texts that something, somewhere, takes badly. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "no-such-value",
            "null",
            "-1",
            "💪🏽",
            "\u202Eevif",
            "\uFFFF",
            "\u0085\u2028",
            "'; DROP TABLE workout; --",
            "${jndi:ldap://127.0.0.1/a}",
            "#{7*7}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "%00%ff%zz",
            "2026-02-30",
            "2026-02-30T25:61:61Z",
            "9999-12-31T23:59:59.999999999Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00",
            "PT999999999999999H",
            "P-1Y",
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "1-1-1-1-1",
            "Mars/Olympus_Mons",
            "+99:99",
            "http://[::1",
            "a".repeat(121),
            "a".repeat(10_001),
            "é".repeat(2_001));

    private static final List<String> NUMBERS = List.of(
            "1e400",
            "-1e400",
            "1e-400",
            "1e2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "-2147483649",
            "-0",
            "-0.0",
            "0.1",
            "1.0",
            "-1",
            "0",
            "NaN",
            "Infinity",
            "1.",
            "01",
            "0x10",
            "1" + "0".repeat(999),
            "1" + "0".repeat(1_001),
            "0." + "1".repeat(5_000));

    // Of a part: what is larger is refused unread, which is tried as well.
    private static final int LARGE = 200_000;

    /** What stands for text that no JSON library would write. */
    private static final String RAW = "raw-";

    private final Random random;
    private final JsonNode root;
    private final List<String> raw = new ArrayList<>();
    private final List<String> how;

    private SpoiltBody(JsonNode good, Random random, List<String> how) {
        this.root = JsonNodeFactory.instance.objectNode().set("body", good.deepCopy());
        this.random = random;
        this.how = how;
    }

    /**
     * Spoils a body.
     *
     * @param how is told what was done
     */
    static byte[] of(JsonNode good, Random random, List<String> how) {
        return new SpoiltBody(good, random, how).spoilt();
    }

    private byte[] spoilt() {
        if (random.nextInt(4) == 0) {
            return asWhole();
        }
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            aPart();
        }
        return written();
    }

    private void told(String what) {
        how.add(what);
    }

    /** What is wrong with the body as such. */
    private byte[] asWhole() {
        String good = root.get("body").toString();
        return switch (random.nextInt(14)) {
            case 0 -> bytes("empty", "");
            case 1 -> bytes("null", "null");
            case 2 -> bytes("in an array", "[" + good + "]");
            case 3 -> bytes("an empty array", "[]");
            case 4 -> bytes("a text", "\"" + "x".repeat(random.nextInt(50)) + "\"");
            case 5 -> bytes("a number", NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 6 -> bytes("cut off", good.substring(0, random.nextInt(good.length())));
            case 7 -> bytes("twice", good + good);
            case 8 -> bytes("with a rest", good + "]}");
            case 9 -> bytes("with a byte order mark", "\uFEFF" + good);
            case 10 -> {
                told("UTF-16");
                yield good.getBytes(StandardCharsets.UTF_16);
            }
            case 11 -> nested(1_000 + random.nextInt(100_000));
            case 12 -> bytes("too large", good + " ".repeat(300 * 1024));
            default -> brokenUtf8(good);
        };
    }

    private byte[] bytes(String what, String body) {
        told(what);
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] nested(int levels) {
        told(levels + " levels");
        boolean arrays = random.nextBoolean();
        return ((arrays ? "[" : "{\"a\":").repeat(levels) + "1" + (arrays ? "]" : "}").repeat(levels))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] brokenUtf8(String good) {
        byte[][] broken = {{(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {0}};
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        told("broken UTF-8 at " + at);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(bytes, 0, at);
        body.writeBytes(broken[random.nextInt(broken.length)]);
        body.write(bytes, at, bytes.length - at);
        return body.toByteArray();
    }

    /** A place in the body: a field of an object, or one of the items of an array. */
    private record Place(JsonNode parent, String field, int index) {

        JsonNode value() {
            return parent instanceof ArrayNode array ? array.get(index) : parent.get(field);
        }

        void put(JsonNode value) {
            if (parent instanceof ArrayNode array) {
                array.set(index, value);
            } else {
                ((ObjectNode) parent).set(field, value);
            }
        }

        void remove() {
            if (parent instanceof ArrayNode array) {
                array.remove(index);
            } else {
                ((ObjectNode) parent).remove(field);
            }
        }

        @Override
        public String toString() {
            return field == null ? "[" + index + "]" : field;
        }
    }

    private static void places(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.propertyStream().map(Map.Entry::getKey).forEach(field -> places.add(new Place(object, field, -1)));
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                places.add(new Place(array, null, index));
            }
        }
        node.forEach(part -> places(part, places));
    }

    private void aPart() {
        List<Place> places = new ArrayList<>();
        places(root, places);
        Place place = places.get(random.nextInt(places.size()));
        switch (random.nextInt(9)) {
            case 0 -> {
                told("without " + place);
                if (!place.toString().equals("body")) {
                    place.remove();
                }
            }
            case 1 -> more(place);
            case 2, 3 -> put(place, JsonNodeFactory.instance.textNode(TEXTS.get(random.nextInt(TEXTS.size()))));
            case 4 -> raw(place, NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 5 -> raw(place, "\"\\u" + (random.nextBoolean() ? "d800" : "dc00") + "\"");
            case 6 -> raw(place, "[".repeat(2_000) + "]".repeat(2_000));
            case 7 -> otherType(place);
            default -> repeated(place);
        }
    }

    private void put(Place place, JsonNode value) {
        String text = value.toString();
        told(place + ": " + text.substring(0, Math.min(60, text.length())));
        place.put(value);
    }

    private void raw(Place place, String text) {
        told(place + ": " + text.substring(0, Math.min(40, text.length())));
        place.put(JsonNodeFactory.instance.textNode(RAW + raw.size() + "-"));
        raw.add(text);
    }

    /** A field that there is none of, or the same one twice. */
    private void more(Place place) {
        if (place.value() instanceof ObjectNode object) {
            if (random.nextBoolean() && !object.isEmpty()) {
                String field = object.fieldNames().next();
                told(field + " twice");
                object.put(RAW + raw.size() + "-", 1);
                raw.add("\"" + field + "\"");
            } else {
                told(place + " with a field that there is not");
                object.put(random.nextBoolean() ? "userId" : "__proto__", "ada");
            }
        } else if (place.value() instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode first = array.get(0);
            int copies = 1 + random.nextInt(Math.clamp(LARGE / first.toString().length(), 1, 600));
            told(place + " with " + copies + " more");
            for (int copy = 0; copy < copies; copy++) {
                array.add(first.deepCopy());
            }
        } else {
            otherType(place);
        }
    }

    private void otherType(Place place) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        put(
                place,
                switch (random.nextInt(6)) {
                    case 0 -> json.nullNode();
                    case 1 -> json.booleanNode(random.nextBoolean());
                    case 2 -> json.numberNode(random.nextInt());
                    case 3 -> json.objectNode();
                    case 4 -> json.arrayNode().add(place.value());
                    default -> json.textNode(place.value().asText());
                });
    }

    private void repeated(Place place) {
        if (place.value().isTextual() && !place.value().asText().isEmpty()) {
            int length = LARGE / place.value().asText().length();
            put(place, JsonNodeFactory.instance.textNode(place.value().asText().repeat(1 + random.nextInt(length))));
        } else {
            otherType(place);
        }
    }

    private byte[] written() {
        String text = root.get("body").toString();
        for (int number = 0; number < raw.size(); number++) {
            text = text.replace("\"" + RAW + number + "-\"", raw.get(number));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
