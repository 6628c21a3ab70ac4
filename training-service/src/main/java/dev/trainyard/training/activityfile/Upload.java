package dev.trainyard.training.activityfile;

import dev.trainyard.http.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** A body on disk until this is closed: whoever sends slowly holds nothing else meanwhile, and no file is held in memory. */
final class Upload implements AutoCloseable {

    private final Path file;
    private final String digest;

    private Upload(Path file, String digest) {
        this.file = file;
        this.digest = digest;
    }

    static Upload of(InputStream body) throws IOException {
        Path file = Files.createTempFile("trainyard-upload-", ".activities");
        try {
            DigestInputStream digested = new DigestInputStream(body, Sha256.begin());
            Files.copy(digested, file, StandardCopyOption.REPLACE_EXISTING);
            return new Upload(
                    file, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    Path file() {
        return file;
    }

    /** What the file is, as a hash. */
    String digest() {
        return digest;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
