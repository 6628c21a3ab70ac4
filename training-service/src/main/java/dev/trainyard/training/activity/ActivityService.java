package dev.trainyard.training.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The rules of activities. Every method acts for exactly one user. */
@ApplicationScoped
class ActivityService {

    private final ActivityStore activities;
    private final MergePatch patches;

    ActivityService(ActivityStore activities, MergePatch patches) {
        this.activities = activities;
        this.patches = patches;
    }

    ActivityView create(String user, ActivityDraft draft) {
        return activities
                .insert(user, draft)
                .map(ActivityView::of)
                .orElseThrow(() -> externalIdTaken(user, draft.externalId()));
    }

    Page<ActivityView> list(String user, ActivityFilter filter, PageQuery page) {
        return activities.list(user, filter, page).map(ActivityView::of);
    }

    ActivityView read(String user, UUID id) {
        return ActivityView.of(owned(user, id));
    }

    ActivityView patch(String user, UUID id, IfMatch ifMatch, ObjectNode patch) throws JsonProcessingException {
        Activity current = owned(user, id);
        ifMatch.require(current.version());
        ActivityDraft draft = patches.apply(patch, current.draft(), ActivityDraft.class);
        try {
            return activities
                    .update(user, id, current.version(), draft)
                    .map(ActivityView::of)
                    .orElseThrow(IfMatch::stale);
        } catch (DatabaseException refused) {
            if (DatabaseProblems.violates(refused, "uq_activity_external_id")) {
                throw externalIdTaken(user, draft.externalId());
            }
            throw refused;
        }
    }

    void delete(String user, UUID id, IfMatch ifMatch) {
        long version = owned(user, id).version();
        ifMatch.check(version);
        if (!activities.delete(user, id, ifMatch.isGiven() ? version : null)) {
            throw ifMatch.isGiven() ? IfMatch.stale() : absent();
        }
    }

    private Activity owned(String user, UUID id) {
        return activities.find(user, id).orElseThrow(ActivityService::absent);
    }

    private Problem externalIdTaken(String user, String externalId) {
        Problem taken = Problem.conflict("external-id-taken", "Another activity has this externalId.");
        // It may be gone again by now; the answer still tells what happened.
        return activities
                .findByExternalId(user, externalId)
                .map(id -> taken.with("existingId", id.toString()))
                .orElse(taken);
    }

    private static Problem absent() {
        return Problem.notFound("activity");
    }
}
