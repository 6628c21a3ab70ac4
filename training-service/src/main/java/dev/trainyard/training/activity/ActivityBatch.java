package dev.trainyard.training.activity;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Activities that a client records together. */
@Schema(examples = """
        {"activities": [
          {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600, "externalId": "watch-1"},
          {"type": "swim", "startedAt": "2026-03-29T16:00:00Z", "durationSeconds": 1800, "externalId": "watch-2"}]}""")
record ActivityBatch(
        @NotNull @Size(min = 1, max = ActivityBatch.MAX) List<@NotNull @Valid ActivityDraft> activities) {

    static final int MAX = 5_000;

    /**
     * The drafts, once no two of them are of the same recording.
     *
     * @throws Problem 400 when some are
     */
    List<ActivityDraft> checked() {
        Set<String> externalIds = new HashSet<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < activities.size(); i++) {
            String externalId = activities.get(i).externalId();
            if (externalId != null && !externalIds.add(externalId)) {
                violations.add(
                        Violation.inBody("/activities/" + i + "/externalId", "is that of an activity before it"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return activities;
    }
}
