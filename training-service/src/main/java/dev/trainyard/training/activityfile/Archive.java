package dev.trainyard.training.activityfile;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.recording.UnreadableFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip that was sent. Its directory is at its end and is held in memory, so how large that is, is known before it is read.
 * The names in it are labels; nothing is ever written where they say.
 */
final class Archive implements AutoCloseable {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int COUNT_AT = 10;
    private static final int DIRECTORY_SIZE_AT = 12;
    private static final long BYTES_PER_ENTRY = 1024;

    private final ZipFile zip;

    private Archive(ZipFile zip) {
        this.zip = zip;
    }

    /** Does something with the bytes of an entry. */
    @FunctionalInterface
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }

    /**
     * Opens a zip.
     *
     * @throws Problem 413 when it has more entries than {@code maxEntries}
     * @throws UnreadableFile when it is none
     */
    static Archive open(Path file, int maxEntries) throws IOException {
        requireSmallDirectory(file, maxEntries);
        try {
            // Of names without a mark that they are UTF-8; those with one are, all the same.
            return new Archive(new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1));
        } catch (ZipException damaged) {
            throw damaged();
        }
    }

    /** The files in it that somebody put there, in their order: no folders, and not what a desktop adds by itself. */
    List<ZipEntry> files() {
        return zip.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry -> !entry.isDirectory()
                        && !entry.getName().startsWith("__MACOSX/")
                        && !entry.getName()
                                .substring(entry.getName().lastIndexOf('/') + 1)
                                .startsWith("."))
                .toList();
    }

    /** Reads an entry to its end, and holds it against its checksum. */
    <T> T read(ZipEntry entry, Unpacking unpacking, Reading<T> reading) throws IOException {
        try (CheckedInputStream bytes = new CheckedInputStream(unpacking.of(zip.getInputStream(entry)), new CRC32())) {
            T read = reading.of(new Unclosed(bytes));
            bytes.transferTo(OutputStream.nullOutputStream());
            if (entry.getCrc() >= 0 && entry.getCrc() != bytes.getChecksum().getValue()) {
                throw UnreadableFile.malformed("The checksum of the entry does not fit: it is damaged", null);
            }
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static void requireSmallDirectory(Path file, int maxEntries) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - END_SIZE - MAX_COMMENT);
            ByteBuffer end = ByteBuffer.allocate((int) (channel.size() - from)).order(ByteOrder.LITTLE_ENDIAN);
            while (end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {
                // A read may return less than there is.
            }
            for (int at = end.position() - END_SIZE; at >= 0; at--) {
                if (end.getInt(at) == END_SIGNATURE) {
                    int count = Short.toUnsignedInt(end.getShort(at + COUNT_AT));
                    long size = Integer.toUnsignedLong(end.getInt(at + DIRECTORY_SIZE_AT));
                    if (count > maxEntries || size > maxEntries * BYTES_PER_ENTRY) {
                        throw Problem.of(
                                413, "archive-too-large", "A zip may have at most " + maxEntries + " entries.");
                    }
                    return;
                }
            }
        }
        throw damaged();
    }

    private static UnreadableFile damaged() {
        return UnreadableFile.malformed("The zip is cut off or damaged", null);
    }

    /** Parsers close what they have read to the end, and the checksum is seen after that. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            // Closed by whoever opened it.
        }
    }
}
