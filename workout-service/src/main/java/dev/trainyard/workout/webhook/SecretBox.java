package dev.trainyard.workout.webhook;

import dev.trainyard.http.problem.Problem;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets of connections for the database: AES-256-GCM with a random nonce in front, bound to the user and
 * the connection, so that a row's secret is of no use in another row. Refuses to start with a key that is none.
 */
@Startup
@ApplicationScoped
class SecretBox {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKey> key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(WebhookConfig config) {
        this.key = config.secretKey().map(SecretBox::keyOf);
    }

    private static SecretKey keyOf(String encoded) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            if (bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, with the same words and without the key.
        }
        throw new ConfigurationException(
                "trainyard.recovery.secret-key must be " + KEY_BYTES + " bytes in Base64: openssl rand -base64 32");
    }

    /**
     * Passes when there is a key.
     *
     * @throws Problem 503 {@code not-configured}
     */
    void requireKey() {
        key();
    }

    /** {@code secret} for the row of this connection. */
    byte[] closed(String user, UUID connection, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, nonce, user, connection).doFinal(secret);
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has AES-GCM", absent);
        }
    }

    /** The secret in the row of this connection; empty when it was encrypted with another key, or for another row. */
    Optional<byte[]> opened(String user, UUID connection, byte[] closed) {
        if (closed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, closed, user, connection)
                    .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES));
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] startsWithNonce, String user, UUID connection)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, startsWithNonce, 0, NONCE_BYTES));
        cipher.updateAAD((connection + " " + user).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key() {
        return key.orElseThrow(() ->
                Problem.of(503, "not-configured", "Connections need trainyard.recovery.secret-key, which is not set."));
    }
}
