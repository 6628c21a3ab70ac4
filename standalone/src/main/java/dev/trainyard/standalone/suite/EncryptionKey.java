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
    private static final String FIRST_ID = "k1";

    private EncryptionKey() {}

    /** The key in {@code file}, in Base64; made at the first need. */
    static String kept(Path file) {
        return kept(file, "");
    }

    /** What {@code file} says: one key with its id, as made at the first need, or what somebody has written since. */
    static String keptWithId(Path file) {
        return kept(file, FIRST_ID + ":");
    }

    private static String kept(Path file, String prefix) {
        try {
            if (!Files.exists(file)) {
                make(file, prefix);
            }
            return Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new Refusal(
                    "The encryption key " + file + " cannot be read or written (" + unusable.getMessage()
                            + "): delete it, and the next start makes another; what this one has encrypted must then be given anew.");
        }
    }

    /** Two first needs at the same time agree: the file appears as a whole, and the first one stays. */
    private static void make(Path file, String prefix) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = Files.createTempFile(
                file.getParent(),
                "encryption-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, prefix + Base64.getEncoder().encodeToString(key));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // The other one's key is as good.
        } finally {
            Files.delete(fresh);
        }
    }
}
