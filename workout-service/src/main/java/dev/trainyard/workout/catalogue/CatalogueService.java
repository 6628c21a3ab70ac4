package dev.trainyard.workout.catalogue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.version.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Changes the catalogue; each call is one transaction, and has it to itself. Rows of users are never touched: what their
 * exercises stand for follows by itself, and back when a merge is undone.
 */
@ApplicationScoped
class CatalogueService {

    private static final UUID NONE = new UUID(0, 0);

    private final CatalogueStore catalogue;
    private final Event<CatalogueChanged> changes;

    CatalogueService(CatalogueStore catalogue, Event<CatalogueChanged> changes) {
        this.catalogue = catalogue;
        this.changes = changes;
    }

    @Transactional
    MasterExerciseView make(MasterExerciseDraft draft) {
        catalogue.lock();
        requireFree(NONE, draft);
        UUID id = catalogue.insert(draft);
        catalogue.replaceRest(id, draft);
        return changed(id);
    }

    @Transactional
    MasterExerciseView replace(UUID id, IfMatch ifMatch, MasterExerciseDraft draft) {
        catalogue.lock();
        ifMatch.require(find(id).version());
        requireFree(id, draft);
        catalogue.update(id, draft);
        catalogue.replaceRest(id, draft);
        return changed(id);
    }

    /** Merges are one step deep, so that whatever follows them takes one step, and each can be undone by itself. */
    @Transactional
    MasterExerciseView merge(UUID id, UUID into) {
        catalogue.lock();
        MasterExerciseView merged = find(id);
        MasterExerciseView target = find(into);
        if (merged.mergedInto() != null && merged.mergedInto().id().equals(into)) {
            return merged;
        }
        if (id.equals(into)
                || (target.mergedInto() != null && target.mergedInto().id().equals(id))) {
            throw Problem.conflict("merge-cycle", "An exercise cannot be merged into itself.");
        }
        if (merged.mergedInto() != null || target.mergedInto() != null || catalogue.hasMerged(id)) {
            throw Problem.conflict(
                    "merge-chain",
                    "One of the two is merged into another already, or others are merged into the first one.");
        }
        catalogue.merge(id, into);
        return changed(id);
    }

    @Transactional
    MasterExerciseView separate(UUID id) {
        catalogue.lock();
        if (find(id).mergedInto() == null) {
            return find(id);
        }
        catalogue.merge(id, null);
        return changed(id);
    }

    private void requireFree(UUID id, MasterExerciseDraft draft) {
        List<String> names = new ArrayList<>(draft.aliases());
        names.addFirst(draft.name());
        List<String> taken = catalogue.taken(id, names);
        if (!taken.isEmpty()) {
            throw Problem.conflict("name-taken", "The catalogue has " + String.join(", ", taken) + " already.");
        }
    }

    private MasterExerciseView changed(UUID id) {
        changes.fire(new CatalogueChanged());
        return find(id);
    }

    private MasterExerciseView find(UUID id) {
        return catalogue.find(id).orElseThrow(() -> Problem.notFound("exercise in the catalogue"));
    }
}
