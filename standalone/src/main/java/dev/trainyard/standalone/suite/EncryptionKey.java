package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A key that a service encrypts with what it must not store as it is: random, in a file for its owner alone. */
final class EncryptionKey {

    private static final int BYTES = 32;

    private EncryptionKey() {}

    /** The key in {@code file}, in Base64; made at the first need. */
    static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new Refusal(
                    "The encryption key " + file + " cannot be read or written (" + unusable.getMessage()
                            + "): delete it, and the next start makes another; the secrets of connections must then be rotated.");
        }
    }

    /** Two first needs at the same time agree: the file appears as a whole, and the first one stays. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = Files.createTempFile(
                file.getParent(),
                "encryption-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, Base64.getEncoder().encodeToString(key));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // The other one's key is as good.
        } finally {
            Files.delete(fresh);
        }
    }
}
