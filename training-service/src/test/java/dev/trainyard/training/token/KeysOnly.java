package dev.trainyard.training.token;

import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A configuration of the vault of which only the keys matter. */
record KeysOnly(Optional<List<String>> keys) implements VaultConfig {

    static TokenCipher cipher(String... written) {
        VaultKeys keys = new VaultKeys(new KeysOnly(Optional.of(List.of(written))));
        return new TokenCipher(keys, new VaultCipher(keys));
    }

    @Override
    public Duration rewrapEvery() {
        throw new AssertionError("Nobody asks");
    }
}
