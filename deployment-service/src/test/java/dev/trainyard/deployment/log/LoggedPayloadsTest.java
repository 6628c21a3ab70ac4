package dev.trainyard.deployment.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedPayloadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /a          | {"a":"[redacted]","b":[1,{"c":2},{"c":3}]}
            /b          | {"a":1,"b":"[redacted]"}
            /b/0        | {"a":1,"b":["[redacted]",{"c":2},{"c":3}]}
            /b/1/c      | {"a":1,"b":[1,{"c":"[redacted]"},{"c":3}]}
            /b/*/c      | {"a":1,"b":[1,{"c":"[redacted]"},{"c":"[redacted]"}]}
            /*          | {"a":"[redacted]","b":"[redacted]"}
            /*/*        | {"a":1,"b":["[redacted]","[redacted]","[redacted]"]}
            /a/c        | {"a":1,"b":[1,{"c":2},{"c":3}]}
            /absent     | {"a":1,"b":[1,{"c":2},{"c":3}]}
            /b/01       | {"a":1,"b":[1,{"c":2},{"c":3}]}
            /b/-        | {"a":1,"b":[1,{"c":2},{"c":3}]}
            no pointer  | "[redacted]"
            """)
    void pathHidesWhatItPointsTo(String path, String logged) throws Exception {
        JsonNode payload = json("{\"a\":1,\"b\":[1,{\"c\":2},{\"c\":3}]}");
        assertEquals(logged, LoggedPayloads.of(payload, List.of(path), 1000));
    }

    @Test
    void pathMayNameWhatHasASlashOrTilde() throws Exception {
        assertEquals(
                "{\"a/b\":\"[redacted]\",\"c~1\":\"[redacted]\"}",
                LoggedPayloads.of(json("{\"a/b\":1,\"c~1\":2}"), List.of("/a~1b", "/c~01"), 1000));
    }

    @Test
    void payloadItselfIsLeftAlone() throws Exception {
        JsonNode payload = json("{\"a\":{\"b\":1}}");
        LoggedPayloads.of(payload, List.of("/a/b"), 1000);
        assertEquals(json("{\"a\":{\"b\":1}}"), payload);
    }

    @Test
    void emptyPathHidesAll() throws Exception {
        assertEquals("\"[redacted]\"", LoggedPayloads.of(json("{\"a\":1}"), List.of(""), 1000));
    }

    @Test
    void nothingStaysNothing() {
        assertNull(LoggedPayloads.of(null, List.of("/a"), 1000));
    }

    @Test
    void textThatJustFitsIsWhole() throws Exception {
        assertEquals("{\"a\":\"éé\"}", LoggedPayloads.of(json("{\"a\":\"éé\"}"), List.of(), 12));
    }

    @Test
    void longerTextIsCutAndSaysSo() throws Exception {
        assertEquals(
                "{\"cut\":true,\"bytes\":12,\"head\":\"{\\\"a\\\":\\\"é\"}",
                LoggedPayloads.of(json("{\"a\":\"éé\"}"), List.of(), 9));
    }

    @Test
    void nothingOfAPayloadMayBeKept() throws Exception {
        assertEquals("{\"cut\":true,\"bytes\":7,\"head\":\"\"}", LoggedPayloads.of(json("{\"a\":1}"), List.of(), 0));
    }

    @Test
    void whatIsHiddenIsNotInTheHeadEither() throws Exception {
        String logged = LoggedPayloads.of(json("{\"key\":\"secret\",\"b\":\"long\"}"), List.of("/key"), 20);
        assertEquals("{\"cut\":true,\"bytes\":31,\"head\":\"{\\\"key\\\":\\\"[redacted]\\\",\"}", logged);
    }

    @Test
    void whatJsonbRefusesIsReplaced() throws Exception {
        JsonNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("a\0", "b\0c\\u0000")
                .put("half", "x\ud83c")
                .put("other half", "\udf2cy")
                .put("whole", "🌬");
        assertEquals(
                "{\"a\ufffd\":\"b\ufffdc\\\\u0000\",\"half\":\"x\ufffd\",\"other half\":\"\ufffdy\",\"whole\":\"🌬\"}",
                LoggedPayloads.of(payload, List.of(), 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "1e308, 1E+308",
        "-1.5e-300, -1.5E-300",
        "1e341, '\"1E+341\"'",
        "1e-999999999, '\"1E-999999999\"'",
        "12.50, 12.50"
    })
    void numberThatIsNoneToJsonbBecomesText(String number, String logged) {
        assertEquals(logged, LoggedPayloads.of(DecimalNode.valueOf(new BigDecimal(number)), List.of(), 1000));
    }

    @Test
    void anyTextIsCutBetweenCharactersAndWithinItsBytes() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(30), 1, 0x11000)
                    .map(point -> point % 3 == 0 ? 0x1f300 + point % 200 : point % 0xd7ff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .replace("\0", "");
            int maxBytes = random.nextInt(60);
            String whole = TextNode.valueOf(text).toString();
            int bytes = whole.getBytes(StandardCharsets.UTF_8).length;

            String logged = LoggedPayloads.of(TextNode.valueOf(text), List.of(), maxBytes);

            if (bytes <= maxBytes) {
                assertEquals(whole, logged);
            } else {
                JsonNode cut = json(logged);
                String head = cut.get("head").asText();
                int kept = head.getBytes(StandardCharsets.UTF_8).length;
                assertEquals(bytes, cut.get("bytes").asInt());
                assertTrue(whole.startsWith(head));
                assertTrue(kept <= maxBytes && kept > maxBytes - 4, head);
            }
        }
    }
}
