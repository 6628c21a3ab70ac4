package dev.trainyard.workout.link;

/** How many exercises were unlinked. */
record UnlinkView(int unlinked) {}
