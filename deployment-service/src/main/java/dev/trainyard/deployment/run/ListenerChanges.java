package dev.trainyard.deployment.run;

import dev.trainyard.deployment.engine.Effect;
import java.util.List;
import java.util.Map;

/**
 * What has become of a run's listeners since it was saved.
 *
 * @param begun those that listen from now on
 * @param lookedAt of what has come for each, the last that the run has looked at
 * @param satisfied those that have had what they wanted
 * @param stopped those that were given up
 */
record ListenerChanges(
        List<Effect.Listen> begun, Map<String, Long> lookedAt, List<String> satisfied, List<String> stopped) {

    boolean isEmpty() {
        return begun.isEmpty() && lookedAt.isEmpty() && satisfied.isEmpty() && stopped.isEmpty();
    }

    /**
     * Whether an event that is being given meanwhile might be lost: it is given to the listener that another goes on from,
     * and would go with that one.
     */
    boolean areInTheWayOfEvents() {
        return begun.stream().anyMatch(listen -> listen.continues() != null);
    }
}
