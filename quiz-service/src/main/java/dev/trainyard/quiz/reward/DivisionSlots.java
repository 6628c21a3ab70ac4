package dev.trainyard.quiz.reward;

import dev.trainyard.quiz.pool.Slots;
import jakarta.inject.Singleton;

/** Bounds how many pots this replica divides at once. */
@Singleton
class DivisionSlots extends Slots {

    DivisionSlots(RewardConfig config) {
        super(config.maxAtOnce(), "Other pots are being divided.");
    }
}
