package dev.trainyard.workout.link;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which exercises to unlink: some, or all of them.
 *
 * @param exerciseIds 1 to 1000; those that are not the caller's, or not linked, are passed over
 * @param all true instead
 */
record UnlinkDraft(
        @Size(min = 1, max = 1_000) @Schema(examples = "[\"0198c0de-0000-7000-8000-000000000000\"]")
        List<@NotNull UUID> exerciseIds,

        Boolean all) {

    boolean isAll() {
        return all != null && all;
    }
}
