package dev.trainyard.workout.imports;

import dev.trainyard.http.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file that a client sent, on disk: whoever sends slowly must not hold a transaction open meanwhile, and no file is
 * held in memory.
 */
final class Upload implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private boolean ours;

    private Upload(Path file, boolean ours) {
        this.file = file;
        this.ours = ours;
    }

    /** Of a part of a form, which the server has stored and removes. */
    static Upload of(Path file) {
        return new Upload(file, false);
    }

    /** Of a body, stored until this is closed. */
    static Upload of(InputStream body) throws IOException {
        Path file = Files.createTempFile("trainyard-upload-", ".csv");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            return new Upload(file, true);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    Path file() {
        return file;
    }

    /** The file for whoever goes on with it after the request. Closing this one does not remove it any more. */
    Upload handOver() throws IOException {
        Path handedOver = file;
        if (!ours) {
            handedOver = Files.createTempFile("trainyard-upload-", ".csv");
            // The server removes its own, and does not mind that there is none.
            Files.move(file, handedOver, StandardCopyOption.REPLACE_EXISTING);
        }
        ours = false;
        return new Upload(handedOver, true);
    }

    /** What the file is, as a hash. */
    String digest() throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.begin();
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            Files.deleteIfExists(file);
        }
    }
}
