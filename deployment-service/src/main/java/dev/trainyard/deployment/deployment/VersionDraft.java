package dev.trainyard.deployment.deployment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The workflow as it is now, to become a version.
 *
 * @param promote whether it becomes active, too; unsaid, it does not
 * @param expectedVersion the active version that the client knows of; null when any will do
 */
@Schema(examples = """
        {"note": "Greets in two languages", "promote": true, "expectedVersion": 1}
        """)
record VersionDraft(
        @Size(max = 500) String note,
        Boolean promote,
        @Min(1) Integer expectedVersion) {

    boolean isPromoted() {
        return Boolean.TRUE.equals(promote);
    }
}
