package dev.trainyard.kit.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultCipherTest {

    private static final String K1 = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String K2 = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String SECRET = "s3cr3t ö";

    private record KeysOnly(Optional<List<String>> keys) implements VaultConfig {

        @Override
        public Duration rewrapEvery() {
            throw new AssertionError("Nobody asks");
        }
    }

    private static VaultCipher with(String... keys) {
        return new VaultCipher(new VaultKeys(new KeysOnly(Optional.of(List.of(keys)))));
    }

    private final VaultCipher cipher = with(K1);
    private final byte[] closed = cipher.closed("here", SECRET);

    @Test
    void secretOpensWhereItWasPut() {
        assertEquals(Optional.of(SECRET), cipher.opened("k1", "here", closed));
        assertEquals(Optional.empty(), cipher.opened("k1", "there", closed));
    }

    @Test
    void formerKeyOpensAndUnknownOneDoesNot() {
        assertEquals(Optional.of(SECRET), with(K2, K1).opened("k1", "here", closed));
        assertEquals(Optional.empty(), with(K2, K1).opened("k2", "here", closed));
        assertEquals(Optional.empty(), with(K2).opened("k1", "here", closed));
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        for (int i = 0; i < closed.length; i++) {
            byte[] changed = closed.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), cipher.opened("k1", "here", changed));
        }
        for (int length = 0; length < closed.length; length++) {
            assertEquals(Optional.empty(), cipher.opened("k1", "here", Arrays.copyOf(closed, length)));
        }
    }

    @Test
    void sameSecretNeverLooksTheSame() {
        assertFalse(Arrays.equals(closed, cipher.closed("here", SECRET)));
    }
}
