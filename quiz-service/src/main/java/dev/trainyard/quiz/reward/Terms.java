package dev.trainyard.quiz.reward;

import java.util.List;

/**
 * How a pot is divided.
 *
 * @param customShares of a custom schedule, else null
 */
record Terms(Schedule schedule, List<Integer> customShares, long potMinor, int feeBps) {

    /** Of the first, second, … place, in basis points. */
    List<Integer> shares() {
        return schedule == Schedule.CUSTOM ? customShares : schedule.shares();
    }
}
