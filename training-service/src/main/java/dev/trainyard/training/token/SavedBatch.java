package dev.trainyard.training.token;

/** How many tokens were saved: all that were sent. */
record SavedBatch(int saved) {}
