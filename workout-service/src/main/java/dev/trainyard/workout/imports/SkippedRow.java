package dev.trainyard.workout.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A row that was not taken in: its line in the file, the header being line 1, and why. */
@RegisterForReflection
record SkippedRow(long line, String reason) {}
