package dev.trainyard.workout.webhook;

import java.util.UUID;

/**
 * A connection's secret, shown this once.
 *
 * @param webhook the path at the gateway to send to
 * @param secret the key of its signatures: these characters, not what they may stand for
 */
record NewSecret(UUID id, String webhook, String secret) {}
