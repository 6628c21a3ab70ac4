package dev.trainyard.training.load;

/**
 * By which of several defensible rules days are counted, so that two screens that differ can tell why.
 *
 * @param days {@code calendar-days@1}: every calendar day of the athlete's time zone counts, with the loads of its
 *     activities together, and 0 without any
 * @param gaps {@code excluded-carried@1}: a day of which nothing is known is left out of means and changes no recursion
 * @param missingInputs {@code unknown-day@1}: a day with an activity whose load is null is not known, as in a gap
 * @param warmUp {@code first-28-days@1}: these are flagged, and windows end at the first activity
 */
record Policies(String days, String gaps, String missingInputs, String warmUp) {

    static final Policies IN_USE =
            new Policies("calendar-days@1", "excluded-carried@1", "unknown-day@1", "first-28-days@1");
}
