package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.DefinitionDiff;
import dev.trainyard.deployment.definition.DefinitionDiff.Change;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What differs between two definitions in what they say.
 *
 * @param fromVersion null for the draft
 * @param toVersion null for the draft
 * @param changes empty when there is no difference
 * @param isCut whether there are more changes than these
 */
record DiffView(Integer fromVersion, Integer toVersion, List<DiffChange> changes, boolean isCut) {

    /**
     * One change.
     *
     * @param kind {@code added}, {@code removed}, {@code changed} or {@code moved}
     * @param of {@code task}, {@code case} (of a switch) or {@code member} (of anything)
     * @param task which task it is or belongs to; null for none
     * @param from its JSON pointer in the one; null if it is not there
     * @param to its JSON pointer in the other; null if it is not there
     * @param before what it was; null if it was not, or has only moved
     * @param after what it is; null if it is not, or has only moved
     */
    record DiffChange(
            String kind,
            String of,
            String task,
            String from,
            String to,

            @Schema(implementation = Object.class, type = SchemaType.OBJECT)
            JsonNode before,

            @Schema(implementation = Object.class, type = SchemaType.OBJECT)
            JsonNode after) {}

    static DiffView of(Integer fromVersion, Integer toVersion, DefinitionDiff diff) {
        return new DiffView(
                fromVersion,
                toVersion,
                diff.changes().stream().map(DiffView::view).toList(),
                diff.isCut());
    }

    private static DiffChange view(Change change) {
        return new DiffChange(
                change.kind().name().toLowerCase(Locale.ROOT),
                change.of().name().toLowerCase(Locale.ROOT),
                change.task(),
                change.from(),
                change.to(),
                change.before(),
                change.after());
    }
}
