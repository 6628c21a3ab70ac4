package dev.trainyard.workout.imports;

/** Why a row of an export cannot be taken in, in words for whoever exported it. */
final class BrokenRow extends Exception {

    BrokenRow(String reason) {
        super(reason, null, false, false);
    }
}
