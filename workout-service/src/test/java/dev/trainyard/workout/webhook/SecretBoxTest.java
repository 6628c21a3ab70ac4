package dev.trainyard.workout.webhook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.http.problem.Problem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final UUID ID = UUID.randomUUID();

    private static SecretBox box(String key) {
        return new SecretBox(new SmallRyeConfigBuilder()
                .withMapping(WebhookConfig.class)
                .withDefaultValues(key == null ? Map.of() : Map.of("trainyard.recovery.secret-key", key))
                .build()
                .getConfigMapping(WebhookConfig.class));
    }

    @Test
    void secretComesBackFromItsOwnRowAlone() {
        SecretBox box = box(KEY);
        byte[] closed = box.closed("ada", ID, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, box.opened("ada", ID, closed).orElseThrow());
        assertEquals(Optional.empty(), box.opened("eve", ID, closed));
        assertEquals(Optional.empty(), box.opened("ada", UUID.randomUUID(), closed));
    }

    @Test
    void sameSecretIsNeverEncryptedTheSameWay() {
        SecretBox box = box(KEY);
        assertFalse(Arrays.equals(box.closed("ada", ID, new byte[8]), box.closed("ada", ID, new byte[8])));
    }

    @Test
    void changedOrCutSecretIsFoundOut() {
        SecretBox box = box(KEY);
        byte[] closed = box.closed("ada", ID, new byte[8]);
        for (int i = 0; i < closed.length; i++) {
            byte[] changed = closed.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), box.opened("ada", ID, changed));
            assertEquals(Optional.empty(), box.opened("ada", ID, Arrays.copyOf(closed, i)));
        }
    }

    @Test
    void otherKeyOpensNothing() {
        byte[] closed = box(KEY).closed("ada", ID, new byte[8]);
        assertEquals(Optional.empty(), box(KEY.replace('A', 'B')).opened("ada", ID, closed));
    }

    @Test
    void withoutAKeyNothingIsEncrypted() {
        Problem problem = assertThrows(Problem.class, () -> box(null).closed("ada", ID, new byte[8]));
        assertEquals(503, problem.status());
        assertEquals("not-configured", problem.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a key", "AAECAwQFBgcICQoLDA0ODw=="})
    void keyThatIsNoneIsRefusedAtStart(String key) {
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> box(key));
        assertFalse(refusal.getMessage().contains(key), refusal.getMessage());
    }
}
