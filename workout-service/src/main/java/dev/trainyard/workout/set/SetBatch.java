package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sets that a client logs together. */
record SetBatch(@NotNull @Size(min = 1, max = SetBatch.MAX) List<@NotNull @Valid SetDraft> sets) {

    static final int MAX = 500;

    /** The drafts with their defaults, once they are known to be allowed, each and together. */
    List<SetDraft> checked() {
        List<SetDraft> checked = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        for (SetDraft draft : sets) {
            String place = "/sets/" + checked.size();
            if (draft.id() != null && !ids.add(draft.id())) {
                throw Problem.invalid(Violation.inBody(place + "/id", "is the id of a set before it"));
            }
            checked.add(draft.checked(place));
        }
        return checked;
    }
}
