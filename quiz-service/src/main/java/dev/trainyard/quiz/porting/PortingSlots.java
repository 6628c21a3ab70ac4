package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.pool.Slots;
import jakarta.inject.Singleton;

/** Bounds how many imports and exports this replica works on at once. */
@Singleton
class PortingSlots extends Slots {

    PortingSlots(PortingConfig config) {
        super(config.maxAtOnce(), "Other imports and exports are in work.");
    }
}
