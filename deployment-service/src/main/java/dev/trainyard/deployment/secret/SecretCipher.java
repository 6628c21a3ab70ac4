package dev.trainyard.deployment.secret;

import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Encrypts secrets, each bound to its user and name. */
@ApplicationScoped
class SecretCipher {

    private final VaultKeys keys;
    private final VaultCipher cipher;

    SecretCipher(VaultKeys keys, VaultCipher cipher) {
        this.keys = keys;
        this.cipher = cipher;
    }

    /** A secret for its row, by the key that writes. */
    SecretRow sealed(String user, String name, String value) {
        return new SecretRow(user, name, keys.writing(), cipher.closed(place(user, name), value));
    }

    /** The value in a row; empty when its key is not here, or it was changed or is from another row. */
    Optional<String> opened(SecretRow row) {
        return cipher.opened(row.keyId(), place(row.user(), row.name()), row.value());
    }

    /** A name has no blank, so no two places are called the same. */
    private static String place(String user, String name) {
        return "secret " + name + " " + user;
    }
}
