package dev.trainyard.training.athlete;

import java.time.LocalDate;
import java.util.List;

/** A user's heart rates from a day on until the next ones'; null where unknown. */
record HeartRatesView(
        LocalDate effectiveFrom,
        Integer resting,
        Integer max,
        Integer threshold,
        Integer vt1,
        Integer vt2,
        List<Integer> zones) {}
