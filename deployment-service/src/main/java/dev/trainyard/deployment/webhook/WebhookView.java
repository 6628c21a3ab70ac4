package dev.trainyard.deployment.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * What its owner sees of a webhook.
 *
 * @param path at the gateway, to which it is sent
 * @param rotatedAt when its secret was replaced; null when never
 */
@JsonInclude
record WebhookView(UUID id, UUID deploymentId, String name, String path, Instant createdAt, Instant rotatedAt) {

    static String path(UUID id) {
        return "/api/v1/deployments/webhooks/" + id;
    }
}
