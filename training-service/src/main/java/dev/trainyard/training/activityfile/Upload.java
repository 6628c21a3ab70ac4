package dev.trainyard.training.activityfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
            DigestInputStream digested = new DigestInputStream(body, MessageDigest.getInstance("SHA-256"));
            Files.copy(digested, file, StandardCopyOption.REPLACE_EXISTING);
            return new Upload(
                    file, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256", absent);
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
