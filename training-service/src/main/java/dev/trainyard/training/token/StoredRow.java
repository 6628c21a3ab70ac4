package dev.trainyard.training.token;

import java.time.Instant;
import java.util.UUID;

/** A row of table provider_token. */
record StoredRow(SealedToken token, UUID version, Instant savedAt) {}
