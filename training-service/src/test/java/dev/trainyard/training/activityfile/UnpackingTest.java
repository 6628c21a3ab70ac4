package dev.trainyard.training.activityfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.recording.UnreadableFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpackingTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private static Unpacking unpacking(String key, String value, long packed) {
        return new Unpacking(ActivityFileConfigTest.config(Map.of("trainyard.activity-files." + key, value)), packed);
    }

    private static long read(Unpacking unpacking, int bytes) throws IOException {
        try (InputStream unpacked = unpacking.of(new ByteArrayInputStream(new byte[bytes]))) {
            return unpacked.readAllBytes().length;
        }
    }

    @Test
    void entryIsRefusedByItself() throws IOException {
        Unpacking unpacking = unpacking("max-entry-size", "1M", 1);
        assertEquals(MEBIBYTE, read(unpacking, MEBIBYTE));
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> read(unpacking, MEBIBYTE + 1));
        assertEquals("A recording may have at most 1048576 bytes.", refusal.detail());
        assertEquals(MEBIBYTE, read(unpacking, MEBIBYTE));
    }

    @Test
    void everythingTogetherIsRefusedBeyondABound() throws IOException {
        Unpacking unpacking = unpacking("max-unpacked-size", "2M", 1);
        assertEquals(MEBIBYTE, read(unpacking, MEBIBYTE));
        assertEquals(MEBIBYTE, read(unpacking, MEBIBYTE));
        Problem refusal = assertThrows(Problem.class, () -> read(unpacking, 1));
        assertEquals(413, refusal.status());
        assertEquals("archive-too-large", refusal.code());
    }

    @Test
    void largeUploadMayBecomeAsManyTimesAsLarge() throws IOException {
        Unpacking unpacking = unpacking("max-ratio", "2", 40L * MEBIBYTE);
        assertEquals(80 * MEBIBYTE, read(unpacking, 80 * MEBIBYTE));
        assertThrows(Problem.class, () -> read(unpacking, 1));
    }

    @Test
    void smallUploadMayBecomeAFewRecordings() throws IOException {
        Unpacking unpacking = unpacking("max-ratio", "2", 1000);
        assertEquals(64 * MEBIBYTE, read(unpacking, 64 * MEBIBYTE));
        assertThrows(Problem.class, () -> read(unpacking, 1));
    }
}
