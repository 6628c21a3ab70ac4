package dev.trainyard.training.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * What an admin sees of an event.
 *
 * @param attempts how often it has failed
 * @param notBefore when it is processed next, null when it is settled
 * @param reason why it was ignored or has failed last, null otherwise
 */
@RegisterForReflection
record EventView(
        UUID id,
        String provider,
        String subscriptionId,
        String objectType,
        String objectId,
        String aspectType,
        String ownerId,
        Instant eventTime,
        EventState state,
        int attempts,
        Instant notBefore,
        String reason,
        Instant receivedAt,
        Instant settledAt) {}
