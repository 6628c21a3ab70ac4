package dev.trainyard.workout.plate;

import java.math.BigDecimal;

/** What a loaded bar weighs; rounded to four decimals. */
record LoadedBar(BigDecimal kilograms, BigDecimal pounds) {}
