package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import did, or, as a dry run, would do. Of each list the first 100 are told; the counts are of all.
 *
 * @param id for taking it back; null of a dry run
 * @param format what the file turned out to be
 * @param created how many activities are new
 * @param duplicates activities that were there already
 * @param failed entries of a zip that cannot be taken in
 * @param activities those that are new
 */
@JsonInclude
@RegisterForReflection
record ImportView(
        UUID id,

        @Schema(enumeration = {"fit", "tcx", "gpx", "zip", "strava"})
        String format,

        boolean dryRun,
        int created,
        int duplicateCount,
        List<Duplicate> duplicates,
        int failedCount,
        List<Failure> failed,
        List<ImportedActivity> activities) {}
