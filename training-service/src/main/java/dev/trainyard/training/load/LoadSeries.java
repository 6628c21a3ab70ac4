package dev.trainyard.training.load;

import java.time.LocalDate;
import java.util.List;

/**
 * The figures of a stretch of a user's days in one metric.
 *
 * @param timeZone whose days they are
 * @param from the first day that was asked for
 * @param to the last day, at most today; before {@code from} when that is to come
 * @param since the day of the first activity; null when there is none
 * @param days each of the days from the one before {@code from}, but for those before {@code since}, in their order
 */
record LoadSeries(String timeZone, LocalDate from, LocalDate to, LocalDate since, List<LoadFigures> days) {}
