package dev.trainyard.workout.readiness;

import java.time.LocalDate;

/** A day of the user's, with what is known of it. */
record Day(LocalDate date, Measurements measurements) {}
