package dev.trainyard.workout.template;

import dev.trainyard.workout.plate.Barbell;
import dev.trainyard.workout.plate.Loadable;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.progression.Goal;
import dev.trainyard.workout.progression.NextLoad;
import dev.trainyard.workout.progression.PastWorkout;
import dev.trainyard.workout.progression.Readiness;
import dev.trainyard.workout.progression.Suggestion;
import dev.trainyard.workout.progression.WarmupSet;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.template.StartedTemplate.LastTime;
import dev.trainyard.workout.template.StartedTemplate.StartedSet;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says what to do of the exercises of a template: the template's loads, where it leaves them open the progression's. */
final class ExercisePlans {

    private final Preferences preferences;
    private final Optional<Barbell> barbell;
    private final Optional<Readiness> readiness;

    ExercisePlans(Preferences preferences, Optional<Barbell> barbell, Optional<Readiness> readiness) {
        this.preferences = preferences;
        this.barbell = barbell;
        this.readiness = readiness;
    }

    /** What to do of an exercise after these workouts with it, newest first. */
    StartedTemplate.StartedExercise of(TemplateView.TemplateExercise item, List<PastWorkout> past) {
        Suggestion suggestion = new NextLoad(goal(item), preferences, barbell, readiness).after(past);
        List<StartedSet> sets =
                item.sets().stream().map(set -> planned(set, past, suggestion)).toList();
        return new StartedTemplate.StartedExercise(
                item.exercise(), item.superset(), item.notes(), lastTime(past), suggestion, warmups(sets), sets);
    }

    /** What the working sets want, if they all want the same; a pyramid is judged by itself. */
    private static Goal goal(TemplateView.TemplateExercise item) {
        List<TemplateSet> working =
                item.sets().stream().filter(set -> isWorking(set.type())).toList();
        boolean isOne = working.stream()
                .allMatch(set -> Objects.equals(set.reps(), working.getFirst().reps())
                        && Objects.equals(set.maxReps(), working.getFirst().maxReps()));
        return working.isEmpty() || !isOne
                ? Goal.UNSAID
                : new Goal(working.getFirst().reps(), working.getFirst().maxReps(), working.size());
    }

    private static LastTime lastTime(List<PastWorkout> past) {
        if (past.isEmpty()) {
            return null;
        }
        PastWorkout last = past.getFirst();
        return new LastTime(last.workoutId(), last.startedAt(), last.shown());
    }

    private StartedSet planned(TemplateSet set, List<PastWorkout> past, Suggestion suggestion) {
        Optional<BigDecimal> maximum = set.percentage() == null
                ? Optional.empty()
                : past.stream()
                        .map(PastWorkout::bestE1rm)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        if (set.weight() != null) {
            return planned(set, set.weight(), set.unit(), "template");
        }
        if (maximum.isPresent()) {
            BigDecimal share = maximum.get().multiply(set.percentage()).movePointLeft(2);
            WeightUnit unit = preferences.weightUnit();
            return planned(set, unit.ofKilograms(loadable().nearest(share)), unit, "percentage");
        }
        if (set.percentage() == null && isWorking(set.type()) && suggestion.load() != null) {
            return planned(set, suggestion.load(), suggestion.unit(), "progression");
        }
        return planned(set, null, null, null);
    }

    private StartedSet planned(TemplateSet set, BigDecimal weight, WeightUnit unit, String source) {
        return new StartedSet(
                set.type(),
                set.reps(),
                set.maxReps(),
                weight,
                unit,
                source,
                set.rpe(),
                set.rir(),
                set.restSeconds() == null ? preferences.defaultRestSeconds() : set.restSeconds());
    }

    private List<WarmupSet> warmups(List<StartedSet> sets) {
        if (sets.stream().anyMatch(set -> set.type() == SetType.WARMUP)) {
            return List.of();
        }
        return sets.stream()
                .filter(set -> set.weight() != null && set.weight().signum() > 0)
                .findFirst()
                .map(first -> new Weight(first.weight(), first.unit()).kilograms())
                .map(working -> WarmupSet.of(working, preferences, barbell))
                .orElse(List.of());
    }

    private Loadable loadable() {
        return barbell.isPresent() ? barbell.get() : NextLoad.steps(preferences.weightUnit());
    }

    private static boolean isWorking(SetType type) {
        return type != SetType.WARMUP && type != SetType.DROP;
    }
}
