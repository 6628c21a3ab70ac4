package dev.trainyard.training.token;

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
 * Encrypts the values of tokens: AES-256-GCM with a random nonce in front, bound to the user, the provider and the column,
 * so that a value is of no use in another place.
 */
@ApplicationScoped
class TokenCipher {

    static final String ACCESS = "access";
    static final String REFRESH = "refresh";

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final VaultKeys keys;
    private final SecureRandom random = new SecureRandom();

    TokenCipher(VaultKeys keys) {
        this.keys = keys;
    }

    /** Both values of a token for its row, by the key that writes. */
    SealedToken sealed(TokenReference of, TokenDraft token) {
        return new SealedToken(
                of,
                keys.writing(),
                closed(of, ACCESS, token.accessToken()),
                token.refreshToken() == null ? null : closed(of, REFRESH, token.refreshToken()),
                token.expiresAt(),
                token.scopes());
    }

    /** The same token anew, by the key that writes. */
    SealedToken sealed(StoredToken token) {
        return sealed(
                token.of(),
                new TokenDraft(token.accessToken(), token.refreshToken(), token.expiresAt(), token.scopes(), null));
    }

    /** The token in a row; empty when its key is not here, or a value was changed or is from another row. */
    Optional<StoredToken> opened(StoredRow row) {
        SealedToken sealed = row.token();
        Optional<String> access = opened(sealed, ACCESS, sealed.accessToken());
        Optional<String> refresh =
                sealed.refreshToken() == null ? Optional.empty() : opened(sealed, REFRESH, sealed.refreshToken());
        if (access.isEmpty() || (sealed.refreshToken() != null && refresh.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new StoredToken(
                sealed.of(),
                row.version(),
                access.get(),
                refresh.orElse(null),
                sealed.expiresAt(),
                sealed.scopes(),
                row.savedAt()));
    }

    private byte[] closed(TokenReference of, String column, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(
                            Cipher.ENCRYPT_MODE, keys.find(keys.writing()).orElseThrow(), nonce, of, column)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has AES-GCM", absent);
        }
    }

    private Optional<String> opened(SealedToken token, String column, byte[] closed) {
        Optional<SecretKey> key = keys.find(token.keyId());
        if (key.isEmpty() || closed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, key.get(), closed, token.of(), column)
                    .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] startsWithNonce, TokenReference of, String column)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, startsWithNonce, 0, NONCE_BYTES));
        // Neither a column nor a provider has a blank, so no two places are called the same.
        cipher.updateAAD((column + " " + of.provider() + " " + of.user()).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
