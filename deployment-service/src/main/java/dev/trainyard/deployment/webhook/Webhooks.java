package dev.trainyard.deployment.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultKeys;
import dev.trainyard.kit.webhook.Signature;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Makes webhooks and their secrets, which leave this class encrypted to the database, and once to the user. */
@ApplicationScoped
class Webhooks {

    private static final int SECRET_BYTES = 32;

    private final WebhookStore store;
    private final VaultCipher cipher;
    private final VaultKeys keys;
    private final SecureRandom random = new SecureRandom();

    Webhooks(WebhookStore store, VaultCipher cipher, VaultKeys keys) {
        this.store = store;
        this.cipher = cipher;
        this.keys = keys;
    }

    /**
     * Makes a webhook.
     *
     * @throws Problem 404 when the deployment is not the user's
     */
    NewWebhook create(String user, UUID deployment, String name) {
        UUID id = UUID.randomUUID();
        String secret = secret();
        if (!store.add(user, deployment, id, name, cipher.closed(place(user, id), secret), keys.writing())) {
            throw Problem.notFound("deployment");
        }
        return new NewWebhook(id, WebhookView.path(id), Signature.PREFIX + secret);
    }

    /**
     * Gives a webhook another secret; what is signed with the old one is refused from now on.
     *
     * @throws Problem 404 when it is not the user's
     */
    NewWebhook rotate(String user, UUID deployment, UUID id) {
        String secret = secret();
        if (!store.rotate(user, deployment, id, cipher.closed(place(user, id), secret), keys.writing())) {
            throw Problem.notFound("webhook");
        }
        return new NewWebhook(id, WebhookView.path(id), Signature.PREFIX + secret);
    }

    /** The secret in Base64; empty when no key opens it any more. */
    Optional<String> secret(WebhookStore.Receiver receiver) {
        return cipher.opened(
                receiver.keyId(),
                place(receiver.user(), receiver.id()),
                receiver.closedSecret().array());
    }

    /** The same, encrypted with the key that writes; empty when no key opens it any more. */
    Optional<WebhookStore.Receiver> underWritingKey(WebhookStore.Receiver receiver) {
        return secret(receiver)
                .map(secret -> new WebhookStore.Receiver(
                        receiver.user(),
                        receiver.id(),
                        receiver.deployment(),
                        ByteBuffer.wrap(cipher.closed(place(receiver.user(), receiver.id()), secret)),
                        keys.writing()));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String place(String user, UUID id) {
        return "webhook " + id + " of " + user;
    }
}
