package dev.trainyard.workout.template;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.set.SetBounds;
import java.util.ArrayList;
import java.util.List;

/** What a template may be, beyond what annotations can say. */
final class TemplateBounds {

    private final List<Violation> violations = new ArrayList<>();

    private TemplateBounds() {}

    /**
     * Refuses, all at once, what is not allowed.
     *
     * @throws Problem 400 with the place of each
     */
    static void require(TemplateDraft draft) {
        TemplateBounds bounds = new TemplateBounds();
        for (int i = 0; i < draft.exercises().size(); i++) {
            TemplateDraft.PlannedExercise item = draft.exercises().get(i);
            String place = "/exercises/" + i;
            bounds.check(
                    item.exercise().isUsable(), place + "/exercise", "must be an id, or a name of 1 to 120 characters");
            for (int j = 0; j < item.sets().size(); j++) {
                bounds.checkSet(place + "/sets/" + j, item.sets().get(j));
            }
        }
        if (!bounds.violations.isEmpty()) {
            throw Problem.invalid(bounds.violations);
        }
    }

    private void checkSet(String place, TemplateSet set) {
        check(
                set.maxReps() == null || (set.reps() != null && set.reps() <= set.maxReps()),
                place + "/maxReps",
                "must come with reps, and not be below them");
        check((set.weight() == null) == (set.unit() == null), place + "/unit", "must come with a weight");
        check(
                set.weight() == null || set.unit() == null || SetBounds.isWeight(set.weight(), set.unit()),
                place + "/weight",
                "must be from 0 to 2000 kg");
        check(set.percentage() == null || set.weight() == null, place + "/percentage", "must not come with a weight");
        check(set.rpe() == null || SetBounds.isRpe(set.rpe()), place + "/rpe", "must be from 1 to 10 in halves");
        check(set.rir() == null || SetBounds.isRir(set.rir()), place + "/rir", "must be from 0 to 10 in halves");
        check(set.rpe() == null || set.rir() == null, place + "/rir", "must not come with an rpe");
    }

    private void check(boolean isAllowed, String pointer, String words) {
        if (!isAllowed) {
            violations.add(Violation.inBody(pointer, words));
        }
    }
}
