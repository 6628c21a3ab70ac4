package dev.trainyard.deployment.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What its owner sees of a key.
 *
 * @param hint the key's beginning
 * @param deployments those that it may invoke; null for all
 */
@JsonInclude
record ApiKeyView(
        UUID id,
        String name,
        String hint,
        List<UUID> deployments,
        Instant expiresAt,
        @Schema(description = "To the minute") Instant lastUsedAt,
        Instant createdAt) {}
