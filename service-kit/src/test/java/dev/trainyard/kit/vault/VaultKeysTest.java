package dev.trainyard.kit.vault;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeysTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    private record KeysOnly(Optional<List<String>> keys) implements VaultConfig {

        @Override
        public Duration rewrapEvery() {
            throw new AssertionError("Nobody asks");
        }
    }

    private static VaultKeys keys(String... keys) {
        return new VaultKeys(new KeysOnly(Optional.of(List.of(keys))));
    }

    private static String refusal(String... keys) {
        return assertThrows(ConfigurationException.class, () -> keys(keys)).getMessage();
    }

    @Test
    void firstKeyWritesAndAllRead() {
        VaultKeys keys = keys("2026-11:" + KEY, " k1:" + OTHER);

        assertEquals("2026-11", keys.writing());
        assertEquals(List.of("k1"), keys.former());
        assertEquals(true, keys.find("k1").isPresent());
        assertEquals(Optional.empty(), keys.find("k3"));
    }

    @Test
    void withoutAKeyItIsSaidWhatToSet() {
        String message = assertThrows(ConfigurationException.class, () -> new VaultKeys(new KeysOnly(Optional.empty())))
                .getMessage();

        assertThat(message, allOf(containsString("TRAINYARD_VAULT_KEYS"), containsString("openssl rand -base64 32")));
        assertEquals(message, refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no key",
                ":AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "k1:AAECAwQFBgcICQoLDA0ODw==",
                "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                "k 1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            })
    void whatIsNoKeyIsRefusedByItsPlaceAndNotRepeated(String key) {
        String message = refusal("k9:" + OTHER, key);

        assertThat(message, allOf(containsString("Key 2 "), not(containsString("AAECAwQFBgcICQoLDA0ODw"))));
    }

    @Test
    void keyOrIdThatIsThereTwiceIsRefused() {
        assertThat(refusal("k1:" + KEY, "k1:" + OTHER), containsString("Key k1 "));
        assertThat(refusal("k1:" + KEY, "k2:" + KEY), containsString("Key k2 "));
    }
}
