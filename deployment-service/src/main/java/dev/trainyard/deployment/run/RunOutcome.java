package dev.trainyard.deployment.run;

import java.util.UUID;

/** How a run stands when its starter is answered. */
public sealed interface RunOutcome {

    record Ended(EndedRun run) implements RunOutcome {}

    /** It goes on by itself. */
    record Going(UUID id) implements RunOutcome {}
}
