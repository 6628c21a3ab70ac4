package dev.trainyard.deployment.engine;

import java.time.Instant;
import java.util.List;

/**
 * What an advance came to.
 *
 * @param ending how the run ended; null while it has not
 * @param steps what has been done, in order
 * @param effects what is needed from outside and was not asked for by an earlier advance; after a restore, all that is needed
 * @param abandoned ids of effects that are of no use any more: cancel what goes on of them
 * @param wakeAt when to advance again at the latest, for a wait or a timeout; null for not before an effect is complete
 * @param hasMore whether it stopped only because an advance is bounded: save, and advance again
 */
public record Progress(
        Ending ending,
        List<Step> steps,
        List<Effect> effects,
        List<String> abandoned,
        Instant wakeAt,
        boolean hasMore) {}
