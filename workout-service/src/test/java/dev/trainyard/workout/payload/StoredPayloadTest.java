package dev.trainyard.workout.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPayloadTest {

    /** As they are sent: without the blanks that people read them with. */
    static Stream<String> realistic() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Random random = new Random(4711);
        return Stream.of(
                        Payloads.recovery(
                                uuid(random),
                                uuid(random),
                                "2026-03-29T05:58:01.113Z",
                                "2026-03-29T06:02:44.870Z",
                                71.0),
                        Payloads.sleep(uuid(random), uuid(random), "2026-03-29T05:55:34.800Z", "+02:00", 86.0))
                .map(text -> {
                    try {
                        return json.readTree(text).toString();
                    } catch (Exception impossible) {
                        throw new IllegalStateException(impossible);
                    }
                });
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @ParameterizedTest
    @MethodSource("realistic")
    void realisticPayloadTakesLessThanHalf(String payload) {
        byte[] stored = StoredPayload.compressed(payload.getBytes(UTF_8));
        assertTrue(stored.length * 2 <= payload.length(), stored.length + " of " + payload.length());
        assertArrayEquals(payload.getBytes(UTF_8), StoredPayload.original(stored));
    }

    @Test
    void anyBytesComeBackAsTheyWere() {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 2, 1023, 1024, 1025, 65_537, StoredPayload.MAX_BYTES}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            assertArrayEquals(payload, StoredPayload.original(StoredPayload.compressed(payload)));
        }
    }

    @Test
    void bombIsNotUnpacked() {
        byte[] bomb = StoredPayload.compressed(new byte[100 * 1024 * 1024]);
        assertThrows(IllegalStateException.class, () -> StoredPayload.original(bomb));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20})
    void cutOneIsFoundOut(int length) {
        byte[] stored = StoredPayload.compressed("{\"some\":\"thing that is long enough\"}".getBytes(UTF_8));
        assertThrows(IllegalStateException.class, () -> StoredPayload.original(Arrays.copyOf(stored, length)));
    }

    @Test
    void changedOneIsFoundOut() {
        byte[] stored = StoredPayload.compressed("{\"some\":\"thing that is long enough\"}".getBytes(UTF_8));
        stored[stored.length - 1] ^= 1;
        assertThrows(IllegalStateException.class, () -> StoredPayload.original(stored));
    }

    @Test
    void otherDictionaryIsFoundOut() throws Exception {
        Deflater other = new Deflater();
        other.setDictionary("another dictionary".getBytes(UTF_8));
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(stored, other)) {
            out.write("another dictionary is here".getBytes(UTF_8));
        } finally {
            other.end();
        }
        assertThrows(IllegalStateException.class, () -> StoredPayload.original(stored.toByteArray()));
    }
}
