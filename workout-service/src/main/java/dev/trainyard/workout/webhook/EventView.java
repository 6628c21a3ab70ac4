package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * A webhook that came in with a good signature.
 *
 * @param key the sender's id of it, else its signature
 * @param type null when it does not say
 * @param reason why it was ignored or failed, null otherwise
 */
@JsonInclude
record EventView(UUID id, String key, String type, EventState state, String reason, Instant receivedAt) {}
