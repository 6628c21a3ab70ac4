package dev.trainyard.deployment.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The secrets of users. Only the calls of their runs get to see a value. */
@ApplicationScoped
public class Secrets {

    private final SecretStore secrets;
    private final SecretCipher cipher;
    private final ObjectMapper json;

    Secrets(SecretStore secrets, SecretCipher cipher, ObjectMapper json) {
        this.secrets = secrets;
        this.cipher = cipher;
        this.json = json;
    }

    /** The value of a user's secret; empty when there is none, or no key opens it. */
    public Optional<JsonNode> find(String user, String name) {
        return secrets.find(user, name).flatMap(cipher::opened).map(this::read);
    }

    SecretStore.Kept put(String user, String name, JsonNode value) {
        return secrets.put(cipher.sealed(user, name, SecretRules.written(value)))
                .orElseThrow(() -> Problem.conflict(
                        "too-many-secrets",
                        "There are " + SecretStore.MOST_OF_A_USER + " secrets, which is the most."));
    }

    private JsonNode read(String value) {
        try {
            return json.readTree(value);
        } catch (JsonProcessingException impossible) {
            // Without its words, which would be the secret's.
            throw new IllegalStateException("What was kept as JSON is JSON");
        }
    }
}
