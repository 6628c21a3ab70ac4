package dev.trainyard.workout.set;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Logs sets, each in the way that is fastest for it. */
@ApplicationScoped
class SetLog {

    private final SetStore store;
    private final SetBatchStore batches;

    SetLog(SetStore store, SetBatchStore batches) {
        this.store = store;
        this.batches = batches;
    }

    /** A set, and whether it is new. */
    record Logged(AddedSet set, boolean isNew) {}

    /** Logs one set; see {@link SetAdder#add} and {@link SetBatchStore#add} for what is refused. */
    Logged add(String user, UUID workout, SetDraft draft) {
        if (draft.isPlain()) {
            return new Logged(store.add(user, workout, draft), true);
        }
        AddedSets logged = add(user, workout, List.of(draft));
        return new Logged(logged.sets().getFirst(), logged.added() == 1);
    }

    /** Logs sets together. */
    AddedSets add(String user, UUID workout, List<SetDraft> drafts) {
        return batches.add(user, workout, drafts);
    }
}
