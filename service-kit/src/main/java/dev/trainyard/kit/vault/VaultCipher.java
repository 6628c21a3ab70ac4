package dev.trainyard.kit.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts texts: AES-256-GCM with a random nonce in front, bound to the place where each is kept, so that it is of no use
 * in another.
 */
@ApplicationScoped
public class VaultCipher {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final VaultKeys keys;
    private final SecureRandom random = new SecureRandom();

    public VaultCipher(VaultKeys keys) {
        this.keys = keys;
    }

    /**
     * A text for a place, by the key that writes.
     *
     * @param place called as no other place is
     */
    public byte[] closed(String place, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(
                            Cipher.ENCRYPT_MODE, keys.find(keys.writing()).orElseThrow(), nonce, place)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has AES-GCM", absent);
        }
    }

    /** The text of a place; empty when the key is not here, or what is there was changed or is from another place. */
    public Optional<String> opened(String keyId, String place, byte[] closed) {
        Optional<SecretKey> key = keys.find(keyId);
        if (key.isEmpty() || closed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, key.get(), closed, place)
                    .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] startsWithNonce, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, startsWithNonce, 0, NONCE_BYTES));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
