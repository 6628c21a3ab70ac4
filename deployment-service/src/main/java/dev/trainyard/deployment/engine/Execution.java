package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A run in memory: a machine that does by itself whatever needs nothing from outside, and says what it needs. It touches no
 * network, database, clock or thread, so that advancing a restored copy gives the same again. Not for several threads at once.
 */
public interface Execution {

    /**
     * Goes on as far as it can, or until it has done as much as one advance may.
     *
     * @param now the time; waits and timeouts up to it are over
     */
    Progress advance(Instant now);

    /**
     * Tells how an effect went that an earlier advance asked for. What was abandoned meanwhile is ignored.
     *
     * @param effect its id
     */
    void complete(String effect, EffectResult result);

    /**
     * Everything that is needed to go on from here, as JSON: position, data, and the effects that are asked for and not
     * complete. Never a secret.
     */
    JsonNode state();
}
