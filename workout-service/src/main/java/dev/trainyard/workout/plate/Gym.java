package dev.trainyard.workout.plate;

import dev.trainyard.workout.weight.Weight;
import java.util.List;

/**
 * A place where a user trains.
 *
 * @param name unique among the user's, in whatever case
 * @param plates heaviest first
 */
public record Gym(String name, Weight bar, List<Plate> plates) {

    /** What can be loaded there. */
    public Barbell barbell() {
        return Barbell.of(bar, plates).orElseThrow();
    }
}
