package dev.trainyard.workout.webhook;

import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Makes connections and their secrets, which leave this class once each: encrypted to the database, and to the user. */
@ApplicationScoped
class Connections {

    private static final int SECRET_BYTES = 32;

    private final ConnectionStore connections;
    private final SecretBox box;
    private final SecureRandom random = new SecureRandom();

    Connections(ConnectionStore connections, SecretBox box) {
        this.connections = connections;
        this.box = box;
    }

    /**
     * Makes a connection.
     *
     * @throws Problem 503 {@code not-configured} without a key to keep its secret with
     */
    NewSecret create(String user, String name) {
        UUID id = UUID.randomUUID();
        String secret = secret();
        connections.add(user, id, name, box.closed(user, id, bytes(secret)));
        return new NewSecret(id, ConnectionView.webhook(id), secret);
    }

    /**
     * Gives a connection another secret; what is signed with the old one is refused from now on.
     *
     * @throws Problem 404 when it is not the user's
     */
    NewSecret rotate(String user, UUID id) {
        String secret = secret();
        if (!connections.rotate(user, id, box.closed(user, id, bytes(secret)))) {
            throw Problem.notFound("connection");
        }
        return new NewSecret(id, ConnectionView.webhook(id), secret);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.US_ASCII);
    }
}
