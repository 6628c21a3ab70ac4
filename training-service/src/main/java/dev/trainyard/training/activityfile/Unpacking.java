package dev.trainyard.training.activityfile;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.recording.UnreadableFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what comes out of an upload while it is unpacked, at every layer, whatever the headers say that there will be.
 * One entry that is too large is refused by itself; too much in all ends the import.
 */
final class Unpacking {

    /** What may come out of the smallest upload: a few recordings, which are no bomb whatever their ratio. */
    private static final long ALWAYS_ALLOWED = 64L * 1024 * 1024;

    private final long maxEntry;
    private final long max;
    private long count;

    Unpacking(ActivityFileConfig config, long packed) {
        this.maxEntry = config.maxEntrySize().asLongValue();
        this.max =
                Math.min(config.maxUnpackedSize().asLongValue(), Math.max(ALWAYS_ALLOWED, packed * config.maxRatio()));
    }

    /** An entry, or the layer below another one. */
    InputStream of(InputStream unpacked) {
        return new Counted(unpacked);
    }

    private final class Counted extends FilterInputStream {

        private long countOfEntry;

        Counted(InputStream unpacked) {
            super(unpacked);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws UnreadableFile {
            count += bytes;
            countOfEntry += bytes;
            if (count > max) {
                throw Problem.of(
                        413, "archive-too-large", "There is more in the upload than is unpacked: " + max + " bytes.");
            }
            if (countOfEntry > maxEntry) {
                throw UnreadableFile.tooLarge("A recording may have at most " + maxEntry + " bytes");
            }
        }
    }
}
