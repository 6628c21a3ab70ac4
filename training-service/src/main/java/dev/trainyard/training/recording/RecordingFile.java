package dev.trainyard.training.recording;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipException;

/**
 * A file that a device recorded to, of whatever format it turns out to be of.
 *
 * @param recordings at least one
 */
public record RecordingFile(RecordingFormat format, List<Recording> recordings) {

    private static final int START = 16;
    private static final int BUFFER = 16 * 1024;
    private static final int MAX_BLANKS = 4096;
    private static final int FIT_MARK = 8;

    /**
     * Reads a file to its end, in memory that does not grow with it beyond the samples of one activity.
     *
     * @param bytes not compressed any more
     * @param now nothing was recorded more than a day after
     * @throws UnreadableFile when it is none, or broken; nothing else that is wrong with the file is thrown
     */
    public static RecordingFile read(InputStream bytes, Instant now) throws IOException {
        RecordedTimes times = new RecordedTimes(now);
        BufferedInputStream file = new BufferedInputStream(bytes, BUFFER);
        try {
            RecordingFile read = isFit(file)
                    ? new RecordingFile(RecordingFormat.FIT, FitReader.read(file, times))
                    : xml(file, times);
            if (read.recordings().isEmpty()) {
                throw UnreadableFile.withoutActivity("Nothing in the file has a time");
            }
            return read;
        } catch (EOFException | ZipException damaged) {
            throw UnreadableFile.malformed("The compressed data is cut off or damaged", null);
        }
    }

    private static boolean isFit(BufferedInputStream file) throws IOException {
        file.mark(START);
        byte[] start = file.readNBytes(START);
        file.reset();
        if (start.length == 0) {
            throw UnreadableFile.unknown("The file is empty");
        }
        return start.length >= FIT_MARK + 4
                && start[FIT_MARK] == '.'
                && start[FIT_MARK + 1] == 'F'
                && start[FIT_MARK + 2] == 'I'
                && start[FIT_MARK + 3] == 'T';
    }

    private static RecordingFile xml(BufferedInputStream file, RecordedTimes times) throws IOException {
        skipBlanks(file);
        file.mark(1);
        int first = file.read();
        file.reset();
        // '<', or the first byte of a byte order mark.
        if (first != '<' && first != 0xef && first != 0xfe && first != 0xff) {
            throw UnreadableFile.unknown("The file is neither FIT nor TCX nor GPX");
        }
        try (XmlElements xml = new XmlElements(file, times)) {
            if (!xml.next()) {
                throw UnreadableFile.unknown("The file is neither FIT nor TCX nor GPX");
            }
            return switch (xml.name()) {
                case TcxReader.ROOT -> new RecordingFile(RecordingFormat.TCX, TcxReader.read(xml));
                case GpxReader.ROOT -> new RecordingFile(RecordingFormat.GPX, GpxReader.read(xml));
                default -> throw UnreadableFile.unknown("The file is XML, but neither TCX nor GPX");
            };
        }
    }

    /** Strava's exports of TCX begin with ten of them, which no XML parser takes. */
    private static void skipBlanks(BufferedInputStream file) throws IOException {
        for (int i = 0; i < MAX_BLANKS; i++) {
            file.mark(1);
            if (!Character.isWhitespace(file.read())) {
                file.reset();
                return;
            }
        }
    }
}
