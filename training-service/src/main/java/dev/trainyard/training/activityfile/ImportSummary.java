package dev.trainyard.training.activityfile;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import in a list: what can be taken back.
 *
 * @param created how many activities it made
 * @param duplicates how many were there already
 * @param failed how many entries of a zip could not be taken in
 */
record ImportSummary(
        UUID id,

        @Schema(enumeration = {"fit", "tcx", "gpx", "zip", "strava"})
        String format,

        Instant importedAt,
        int created,
        int duplicates,
        int failed) {}
