package dev.trainyard.training.webhook;

import java.time.Instant;

/**
 * Fired when a user has withdrawn a permission at the provider, in the transaction that notes it: an observer that fails
 * has the event processed again later.
 *
 * @param at when, as the provider says
 */
public record ProviderDeauthorized(String user, String provider, Instant at) {}
