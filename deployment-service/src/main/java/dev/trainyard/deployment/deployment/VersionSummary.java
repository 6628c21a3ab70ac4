package dev.trainyard.deployment.deployment;

import java.time.Instant;

/**
 * A version without its definition.
 *
 * @param contentHash SHA-256 in hexadecimal: the same definition has the same, however it was typed
 */
record VersionSummary(int version, String contentHash, String note, boolean isActive, Instant createdAt) {}
