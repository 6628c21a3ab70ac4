package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script that makes the secrets of a new installation. */
class SecretsTest {

    @Test
    void theScriptMakesAllThatTheManifestsName() throws Exception {
        Manifests made = Manifests.of(made());

        assertEquals(List.of(), made.unreadable());
        Set<String> references = SecretRules.references(Manifests.of(Kubectl.render(Path.of("overlays/dev"))));
        Set<String> keys = new TreeSet<>();
        made.all(Secret.class)
                .forEach(secret -> secret.getStringData()
                        .keySet()
                        .forEach(key -> keys.add(secret.getMetadata().getName() + "/" + key)));
        assertTrue(keys.containsAll(references), references + " are named, and made are only " + keys);
    }

    @Test
    void noValueIsMadeTwice() throws Exception {
        Set<String> values = new HashSet<>();
        int made = 0;
        for (String script : List.of(made(), made())) {
            for (JsonNode secret : StrictParser.documents(script)) {
                for (JsonNode value : secret.path("stringData")) {
                    if (value.asText().length() > 20) {
                        values.add(value.asText());
                        made++;
                    }
                }
            }
        }
        assertEquals(26, made);
        assertEquals(made, values.size());
    }

    private static String made() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl"))),
                "Nothing makes secrets here: there is no openssl on the PATH.");
        Process script = new ProcessBuilder("sh", "overlays/dev/secrets").start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, script.waitFor());
        return printed;
    }
}
