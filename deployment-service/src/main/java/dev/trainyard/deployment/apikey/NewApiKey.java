package dev.trainyard.deployment.apikey;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key that has just been made.
 *
 * @param key what callers send in {@code X-Api-Key}; shown here and never again
 */
record NewApiKey(
        @Schema(examples = "tyk_qDp0R8hq7Yh2u5mQd7o3mB1vP0sX9t4kJcVn6aW8e2I")
        String key,

        ApiKeyView apiKey) {}
