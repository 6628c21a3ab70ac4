package dev.trainyard.workout.imports;

/** A row that was not taken in: its line in the file, the header being line 1, and why. */
record SkippedRow(long line, String reason) {}
