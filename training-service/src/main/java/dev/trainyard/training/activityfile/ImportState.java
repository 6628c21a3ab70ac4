package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import, and what became of it.
 *
 * @param bytes of the file that was sent
 * @param kept of one that is taken back, how many of its activities stayed, since they were changed; else null
 * @param result the answer of the import; null when it is taken back
 */
@JsonInclude
record ImportState(
        UUID id,

        @Schema(enumeration = {"fit", "tcx", "gpx", "zip", "strava"})
        String format,

        @Schema(enumeration = {"finished", "undone"}) String state,

        long bytes,
        Instant importedAt,
        Integer kept,

        @JsonRawValue @Schema(implementation = ImportView.class)
        String result) {}
