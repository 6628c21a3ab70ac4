package dev.trainyard.workout.set;

import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.UUID;

/** Logs sets, each in the way that is fastest for it. */
@ApplicationScoped
class SetLog {

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "single-commit-set", "A set, its number and its records in one statement instead of step by step");

    private final Rollouts rollouts;
    private final SetStore store;
    private final PlainSetStore plain;
    private final SetBatchStore batches;

    SetLog(Rollouts rollouts, SetStore store, PlainSetStore plain, SetBatchStore batches) {
        this.rollouts = rollouts;
        this.store = store;
        this.plain = plain;
        this.batches = batches;
    }

    /** A set, and whether it is new. */
    record Logged(AddedSet set, boolean isNew) {}

    /** Logs one set; see {@link SetAdder#add} and {@link SetBatchStore#add} for what is refused. */
    Logged add(String user, UUID workout, SetDraft draft) {
        if (draft.isPlain()) {
            AddedSet added = rollouts.write(
                    ROLLOUT.name(), user, () -> plain.add(user, workout, draft), () -> store.add(user, workout, draft));
            return new Logged(added, true);
        }
        AddedSets logged = add(user, workout, List.of(draft));
        return new Logged(logged.sets().getFirst(), logged.added() == 1);
    }

    /** Logs sets together. */
    AddedSets add(String user, UUID workout, List<SetDraft> drafts) {
        return batches.add(user, workout, drafts);
    }
}
