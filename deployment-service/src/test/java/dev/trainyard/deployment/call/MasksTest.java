package dev.trainyard.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MasksTest {

    private static final String SECRET = "s3cr3t/ö+\"x y\"~~";

    private final ObjectMapper json = new ObjectMapper();
    private final Masks masks = new Masks();

    MasksTest() {
        masks.add(SECRET);
    }

    static IntStream shifts() {
        return IntStream.range(0, 7);
    }

    @Test
    void secretIsMaskedWhereverItStands() {
        assertEquals("a***b***", masks.text("a" + SECRET + "b" + SECRET + SECRET));
    }

    @Test
    void formsThatItIsSentInAreMasked() throws Exception {
        assertEquals("q=***", masks.text("q=" + URLEncoder.encode(SECRET, UTF_8)));
        assertEquals("q=***", masks.text("q=" + URLEncoder.encode(SECRET, UTF_8).replace("+", "%20")));
        assertEquals("\"***\"", masks.text(json.writeValueAsString(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("shifts")
    void base64IsMaskedWhateverStandsBeforeIt(int shift) {
        byte[] credentials = ("u".repeat(shift) + SECRET + ":tail").getBytes(UTF_8);

        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String masked = masks.text(encoder.encodeToString(credentials));

            assertThat(masked, containsString("***"));
            // What is left besides decodes to no more than a letter of it on each side.
            assertEquals(true, masked.length() <= Math.ceilDiv(shift + 5, 3) * 4 + 4 + Masks.MASK.length(), masked);
        }
    }

    @Test
    void namesTextsAndNumbersOfJsonAreMasked() throws Exception {
        Masks some = new Masks();
        some.add(json.readTree("{\"a\":\"alpha\",\"b\":[123456,true],\"c\":{\"d\":\"abc\"}}"));
        JsonNode echoed =
                json.readTree("{\"alpha\":1,\"x\":[\"an alpha\",123456,-1234567,true],\"abc\":\"abc\",\"n\":null}");

        assertEquals(
                json.readTree("{\"***\":1,\"x\":[\"an ***\",\"***\",\"-***7\",true],\"abc\":\"abc\",\"n\":null}"),
                some.json(echoed));
    }

    @Test
    void bytesAreMaskedAndOthersStay() {
        byte[] bytes = ("\u0000\u00ff" + SECRET + "\u0001").getBytes(UTF_8);

        assertArrayEquals("\u0000\u00ff***\u0001".getBytes(UTF_8), masks.bytes(bytes));
    }

    @Test
    void secretsThatOverlapLeaveNothing() {
        Masks some = new Masks();
        some.add("pass");
        some.add("password-long");
        some.add("long-winded");

        assertEquals("***, ***word, ***", some.text("password-long, password, password-long-winded"));
    }

    @Test
    void longSecretIsMaskedAsAWholeAndInPieces() {
        String key = IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining("."));
        Masks some = new Masks();
        some.add(key);

        assertEquals("<***>", some.text("<" + key + ">"));
        assertThat(some.text(key.substring(100)), not(containsString("99.100.101.102.103.104.105")));
    }

    /** A search that compares at each place takes minutes for this. */
    @Test
    void timeDoesNotGrowWithSecretsThatNearlyMatch() {
        Masks some = new Masks();
        for (int i = 0; i < 50; i++) {
            some.add("a".repeat(8_000 + i) + "b");
        }
        String text = "a".repeat(1_000_000);

        assertEquals(Masks.MASK, some.text(text + "b"));
    }
}
