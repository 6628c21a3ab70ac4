package dev.trainyard.training.activityload;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * How the loads of an activity came about.
 *
 * @param day the activity's calendar day in its user's time zone, whose heart rates count
 */
record ActivityLoadExplanation(UUID activityId, LocalDate day, List<ExplainedLoad> loads) {

    private static final List<LoadFormula> FORMULAS =
            List.of(new Banister(), new Edwards(), new Lucia(), new Foster(), new LoadMiles());

    static ActivityLoadExplanation of(UUID activity, LoadInput input) {
        return new ActivityLoadExplanation(
                activity,
                input.day(),
                FORMULAS.stream().map(formula -> formula.explain(input)).toList());
    }
}
