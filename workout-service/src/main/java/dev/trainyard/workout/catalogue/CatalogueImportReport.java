package dev.trainyard.workout.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a list of exercises.
 *
 * @param dryRun whether nothing of it was kept
 * @param added how many were new
 * @param existing how many the catalogue had, by their name or an alias
 * @param completed how many of those got muscles or other facts that they lacked
 * @param skipped what could not be taken
 */
@JsonInclude
record CatalogueImportReport(boolean dryRun, int added, int existing, int completed, List<Skipped> skipped) {

    /**
     * An item that was not taken.
     *
     * @param index its place in the list, from 0
     * @param name as it was written, null without one
     */
    @JsonInclude
    record Skipped(int index, String name, String reason) {}
}
