package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.garmin.fit.File;
import com.garmin.fit.Sport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnreadableFileTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static UnreadableFile refusal(byte[] bytes) {
        return assertThrows(UnreadableFile.class, () -> RecordingFileTest.read(bytes));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] fit() {
        return FitFile.of(Tour.from("2026-03-28T07:30:00Z").move(100, 3), Sport.RUNNING, 1L);
    }

    private static String points(String... times) {
        StringBuilder points = new StringBuilder("<gpx><trk>\n<trkseg>\n");
        for (String time : times) {
            points.append("<trkpt lat='1' lon='1'><time>").append(time).append("</time></trkpt>\n");
        }
        return points.append("</trkseg></trk></gpx>").toString();
    }

    /** A file, the code of its refusal, and how it is told. */
    static Stream<Arguments> unreadable() {
        String now = "2026-03-28T07:30:00Z";
        return Stream.of(
                arguments("", "unknown-activity-format", "The file is empty."),
                arguments("GIF89a", "unknown-activity-format", "The file is neither FIT nor TCX nor GPX."),
                arguments(
                        "<html><body/></html>", "unknown-activity-format", "The file is XML, but neither TCX nor GPX."),
                arguments("<gpx><trk>", "malformed-activity-file", "It is not well-formed XML, at line 1, column 11."),
                arguments("<gpx></trk>", "malformed-activity-file", "It is not well-formed XML, at line 1, column 8."),
                arguments("<gpx/>", "no-activity", "Nothing in the file has a time."),
                arguments(
                        "<gpx><rte><rtept lat='1' lon='1'/></rte></gpx>",
                        "no-activity",
                        "Nothing in the file has a time."),
                arguments(
                        points(now, "2026-03-28T07:29:59Z"),
                        "malformed-activity-file",
                        "The time goes back, at line 4, column 65."),
                arguments(
                        points("1970-01-01T00:00:00Z"),
                        "malformed-activity-file",
                        "The time 1970-01-01T00:00:00Z is before 1990: the clock was not set, at line 3, column 57."),
                arguments(
                        points("2100-01-01T00:00:00Z"),
                        "malformed-activity-file",
                        "The time 2100-01-01T00:00:00Z is more than a day ahead, at line 3, column 57."),
                arguments(
                        points("yesterday"), "malformed-activity-file", "<time> is not a time, at line 3, column 46."),
                arguments(
                        points(now, "2026-04-28T07:30:00Z"),
                        "malformed-activity-file",
                        "An activity lasts longer than a week, at line 1, column 11."),
                arguments(
                        "<gpx><trk><trkseg><trkpt lat='NaN' lon='1'>",
                        "malformed-activity-file",
                        "<trkpt lat> is not a number, at line 1, column 44."),
                arguments(
                        "<gpx><trk><trkseg><trkpt lat='91' lon='1'>",
                        "malformed-activity-file",
                        "<trkpt lat> is not on the earth, at line 1, column 43."),
                arguments(
                        "<gpx><trk><trkseg><trkpt lat='1'>",
                        "malformed-activity-file",
                        "<trkpt lon> is not a number, at line 1, column 34."),
                arguments(
                        "<gpx><trk><trkseg><trkpt lat='1' lon='1'><ele>Infinity</ele>",
                        "malformed-activity-file",
                        "<ele> is not a number, at line 1, column 61."),
                arguments(
                        "<TrainingCenterDatabase><Activity Sport='Running'><Lap StartTime='2026-03-28T07:30:00Z'>"
                                + "<TotalTimeSeconds>-5</TotalTimeSeconds>",
                        "malformed-activity-file",
                        "<TotalTimeSeconds> is below zero, at line 1, column 128."),
                arguments(
                        "<TrainingCenterDatabase><Activity Sport='Running'/></TrainingCenterDatabase>",
                        "malformed-activity-file",
                        "An activity has neither a start nor samples, at line 1, column 52."),
                arguments(
                        "<TrainingCenterDatabase><Activity><Lap StartTime='2026-03-28T07:30:00Z'><Track><Trackpoint>"
                                + "</Trackpoint>",
                        "malformed-activity-file",
                        "A track point has no time, at line 1, column 105."));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void textIsRefusedWithItsPlace(String file, String code, String detail) {
        UnreadableFile refusal = refusal(text(file));
        assertEquals(code, refusal.code());
        assertEquals(detail, refusal.detail());
    }

    @Test
    void documentTypeIsRefusedWithoutBeingRead() {
        String bomb = """
                <!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
                <gpx><trk><name>&b;&c;</name></trk></gpx>
                """;
        UnreadableFile refusal = refusal(text(bomb));
        assertEquals("malformed-activity-file", refusal.code());
        assertTrue(refusal.place().startsWith("line 1,"), refusal.detail());
    }

    @Test
    void entityThatIsNotDeclaredIsRefused() {
        assertEquals(
                "malformed-activity-file",
                refusal(text("<gpx><trk><name>&b;</name></trk></gpx>")).code());
    }

    @Test
    void elementsAreNestedOnlySoDeep() {
        UnreadableFile refusal = refusal(text("<gpx>" + "<a>".repeat(1000)));
        assertEquals("Elements are nested deeper than 64, at line 1, column 198.", refusal.detail());
    }

    /** A document that never ends, and how much of it was read. */
    private static final class Endless extends InputStream {

        private final byte[] start;
        private final byte filling;
        private long count;

        Endless(String start, char filling) {
            this.start = text(start);
            this.filling = (byte) filling;
        }

        @Override
        public int read() {
            return count < start.length ? start[(int) count++] : nextFilling();
        }

        private int nextFilling() {
            count++;
            return filling;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            for (int i = 0; i < length; i++) {
                buffer[offset + i] = (byte) read();
            }
            return length;
        }
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                arguments("<gpx><!-- ", 'x'),
                arguments("<gpx><trk name='", 'x'),
                arguments("<gpx><", 'x'),
                arguments("<gpx><?pi ", 'x'),
                arguments("<gpx><![CDATA[", 'x'),
                arguments("<", 'x'),
                arguments("<gpx ", ' '));
    }

    /** Nothing of it is kept beyond a bound, whichever part of the document does not end. */
    @ParameterizedTest
    @MethodSource("endless")
    void whatDoesNotEndIsNotReadToTheEnd(String start, char filling) {
        Endless endless = new Endless(start, filling);
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> RecordingFile.read(endless, NOW));
        assertTrue(endless.count < 2 * XmlElements.MAX_EVENT, refusal.detail() + " " + endless.count);
    }

    @Test
    void activityHasOnlySoManySamples() {
        Instant start = Instant.parse("2026-03-20T00:00:00Z");
        StringBuilder points = new StringBuilder("<gpx><trk><trkseg>");
        for (int i = 0; i <= Samples.MAX; i++) {
            points.append("<trkpt lat='1' lon='1'><time>")
                    .append(start.plusMillis(500L * i))
                    .append("</time></trkpt>");
        }
        UnreadableFile refusal = refusal(text(points.toString()));
        assertEquals("activity-file-too-large", refusal.code());
        assertEquals("An activity may have at most 604800 samples.", refusal.detail());
    }

    @Test
    void fitFileThatIsDamagedIsRefused() {
        byte[] file = fit();
        file[file.length / 2] ^= 0x10;
        assertEquals("malformed-activity-file", refusal(file).code());
    }

    /** The checksum, or something that is noticed before it. */
    @Test
    void everyBitOfAFitFileCounts() throws IOException {
        byte[] file = fit();
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            int bit = random.nextInt(file.length * Byte.SIZE);
            // A header's own checksum may be zero, which says that there is none, and the file's does not cover itself.
            file[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThrows(UnreadableFile.class, () -> RecordingFileTest.read(file), "bit " + bit);
            file[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        assertEquals(1, RecordingFileTest.read(file).recordings().size());
    }

    @Test
    void fitFileThatIsCutOffIsRefusedWhereverThatIs() {
        byte[] file = fit();
        for (int length = 12; length < file.length; length++) {
            UnreadableFile refusal = refusal(Arrays.copyOf(file, length));
            assertEquals("The FIT file is cut off, at byte " + length + ".", refusal.detail());
        }
    }

    @Test
    void fitFileWithSomethingBehindItIsRefused() {
        byte[] file = fit();
        UnreadableFile refusal = refusal(Arrays.copyOf(file, file.length + 3));
        assertEquals("There is no header of a FIT file, at byte " + file.length + ".", refusal.detail());
    }

    @Test
    void fitFileOfAnotherKindIsRefused() {
        UnreadableFile refusal = refusal(FitFile.of(File.WORKOUT, 1L).bytes());
        assertEquals("no-activity", refusal.code());
        assertEquals("The FIT file is of another kind than an activity.", refusal.detail());
    }

    @Test
    void fitFileWhoseTimeGoesBackIsRefused() {
        Tour tour = Tour.from("2026-03-28T07:30:00Z").move(10, 3);
        byte[] file = FitFile.recordedBy(1L)
                .with(FitFile.record(tour.points().get(5)))
                .with(FitFile.record(tour.points().get(4)))
                .bytes();
        UnreadableFile refusal = refusal(file);
        assertEquals("malformed-activity-file", refusal.code());
        assertTrue(
                refusal.detail().startsWith("The time goes back to 2026-03-28T07:30:04Z, at byte "), refusal.detail());
    }

    @Test
    void fitFileOfAClockThatWasNotSetIsRefused() {
        Tour tour = Tour.from("1990-01-03T07:30:00Z").move(10, 3);
        assertTrue(refusal(FitFile.recordedBy(1L).records(tour).bytes())
                .detail()
                .startsWith("A time has no date: the clock was not set, at byte "));
    }

    @Test
    void fitFileOfTheFutureIsRefused() {
        Tour tour = Tour.from("2100-01-01T00:00:00Z").move(10, 3);
        assertTrue(refusal(FitFile.recordedBy(1L).records(tour).bytes())
                .detail()
                .startsWith("The time 2100-01-01T00:00:00Z is more than a day ahead, at byte "));
    }
}
