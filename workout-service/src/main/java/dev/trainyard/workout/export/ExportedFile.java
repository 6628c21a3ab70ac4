package dev.trainyard.workout.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An export on disk, written before anything of it is sent: no connection waits for a client that reads slowly, nothing
 * large is in memory, and what fails half way is an error and no half of a file.
 */
final class ExportedFile {

    /** Writes the export. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private ExportedFile() {}

    /** The export from its beginning; the file goes when this is closed. */
    static InputStream of(Content content) throws IOException {
        Path file = Files.createTempFile("trainyard-export-", ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                content.writeTo(out);
            }
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }
}
