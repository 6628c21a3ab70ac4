package dev.trainyard.deployment.deployment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A way back.
 *
 * @param expectedVersion the active version that the client knows of; null when any will do
 */
@Schema(examples = """
        {"expectedVersion": 2, "note": "Greets the wrong people"}
        """)
record RollbackDraft(
        @Min(1) Integer expectedVersion, @Size(max = 500) String note) {}
