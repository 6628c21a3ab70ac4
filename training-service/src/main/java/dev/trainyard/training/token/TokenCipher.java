package dev.trainyard.training.token;

import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Encrypts the values of tokens, each bound to its user, its provider and its column, so that it is of no use in another
 * place.
 */
@ApplicationScoped
class TokenCipher {

    static final String ACCESS = "access";
    static final String REFRESH = "refresh";

    private final VaultKeys keys;
    private final VaultCipher cipher;

    TokenCipher(VaultKeys keys, VaultCipher cipher) {
        this.keys = keys;
        this.cipher = cipher;
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
        return cipher.closed(place(of, column), secret);
    }

    private Optional<String> opened(SealedToken token, String column, byte[] closed) {
        return cipher.opened(token.keyId(), place(token.of(), column), closed);
    }

    /** Neither a column nor a provider has a blank, so no two places are called the same. */
    private static String place(TokenReference of, String column) {
        return column + " " + of.provider() + " " + of.user();
    }
}
