package dev.trainyard.deployment.webhook;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook with a secret that has just been made.
 *
 * @param secret what the sender signs with; shown here and never again
 */
record NewWebhook(
        UUID id,
        String path,

        @Schema(examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        String secret) {}
