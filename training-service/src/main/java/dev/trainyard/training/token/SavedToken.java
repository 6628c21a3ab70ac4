package dev.trainyard.training.token;

import java.time.Instant;

/**
 * That a token was kept.
 *
 * @param isNew whether there was none before
 */
public record SavedToken(TokenReference of, Instant savedAt, boolean isNew) {}
