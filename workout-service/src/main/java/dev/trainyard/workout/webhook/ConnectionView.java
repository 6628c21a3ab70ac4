package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * A connection: somebody who may send the user's recovery and sleep.
 *
 * @param webhook the path at the gateway that it sends to
 * @param rotatedAt when its secret was replaced, null when never
 */
@JsonInclude
record ConnectionView(UUID id, String name, String webhook, Instant createdAt, Instant rotatedAt) {

    static String webhook(UUID id) {
        return "/api/v1/recovery/webhooks/" + id;
    }
}
