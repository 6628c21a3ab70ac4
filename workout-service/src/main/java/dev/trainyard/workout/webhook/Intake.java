package dev.trainyard.workout.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.webhook.ConnectionStore.Receiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets a webhook in: only with a signature that is right and of these minutes, and each event once. Who may not come in
 * is not told whether there is such a connection, neither by words nor by the time that they take.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    private static final String METRIC = "trainyard.workout.webhooks";
    private static final byte[] NOBODYS_SECRET = new byte[43];

    private final ConnectionStore connections;
    private final SecretBox box;
    private final Events events;
    private final Duration window;
    private final MeterRegistry metrics;

    Intake(ConnectionStore connections, SecretBox box, Events events, WebhookConfig config, MeterRegistry metrics) {
        this.connections = connections;
        this.box = box;
        this.events = events;
        this.window = config.signatureWindow();
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        metrics.counter(METRIC, "outcome", "signature-invalid");
    }

    /**
     * Takes a webhook.
     *
     * @param timestamp and {@code signature}, headers as they came, null when they did not
     * @throws Problem 401 {@code webhook-timestamp-stale} or {@code webhook-signature-invalid}, 503
     *     {@code not-configured}
     */
    Outcome take(String connection, String timestamp, String signature, byte[] body) {
        box.requireKey();
        if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,15}")) {
            throw refused("webhook-signature-invalid", "The signature or its timestamp is missing or malformed.");
        }
        Instant signedAt = Instant.ofEpochMilli(Long.parseLong(timestamp));
        if (Duration.between(signedAt, Instant.now()).abs().compareTo(window) > 0) {
            throw refused("webhook-timestamp-stale", "The signature's timestamp is too far from now.");
        }
        Optional<Receiver> receiver = idOf(connection).flatMap(connections::receiver);
        byte[] secret = receiver.flatMap(this::secretOf).orElse(NOBODYS_SECRET);
        boolean right = new Signature(timestamp, signature).isOf(body, secret);
        if (!right || secret == NOBODYS_SECRET) {
            throw refused(
                    "webhook-signature-invalid", "The signature is not of this body and a secret of this address.");
        }
        Receiver known = receiver.orElseThrow();
        Outcome outcome = events.take(known.user(), known.id(), signature, body);
        metrics.counter(METRIC, "outcome", outcome.metric()).increment();
        return outcome;
    }

    private Optional<byte[]> secretOf(Receiver receiver) {
        Optional<byte[]> secret = box.opened(
                receiver.user(), receiver.id(), receiver.closedSecret().array());
        if (secret.isEmpty()) {
            LOG.errorf(
                    "The secret of connection %s cannot be read: trainyard.recovery.secret-key is another one than it was"
                            + " stored with. Rotate the secret.",
                    receiver.id());
        }
        return secret;
    }

    private static Optional<UUID> idOf(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private Problem refused(String code, String detail) {
        metrics.counter(METRIC, "outcome", code.substring("webhook-".length())).increment();
        return Problem.of(401, code, detail);
    }
}
