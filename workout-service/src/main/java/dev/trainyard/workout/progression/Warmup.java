package dev.trainyard.workout.progression;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.Weight;
import java.util.List;

/**
 * The warm-up for a working weight.
 *
 * @param working what was asked for, or the next load; null when neither is known
 * @param sets lightest first
 */
@JsonInclude
record Warmup(Weight working, List<WarmupSet> sets, String formula) {}
