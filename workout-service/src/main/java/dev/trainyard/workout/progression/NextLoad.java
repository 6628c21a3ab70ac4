package dev.trainyard.workout.progression;

import dev.trainyard.workout.plate.Loadable;
import dev.trainyard.workout.preference.ExperienceLevel;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.preference.ProgressionType;
import dev.trainyard.workout.progression.Suggestion.BasedOn;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Suggests the next load of an exercise from the last workouts with it. Exact: every factor is a decimal number, and what is
 * rounded is the result.
 *
 * <ul>
 *   <li>{@code linear@1}: the increment more when the goal was reached, else the same again.
 *   <li>{@code percentage@1}: × (1 + p / 100) when the goal was reached, else the same again.
 *   <li>{@code adaptive@1}: 2.5 % for each repetition in reserve above or below two, in the hardest set (about what a
 *       repetition is worth by Epley's formula, on the safe side); nothing more when the goal was missed or {@code
 *       e1rm-trend@1} falls by over 1 % a workout; times the readiness factor. From −10 to +10 %, for beginners +5 %.
 *       Without an RPE or RIR it is linear.
 *   <li>{@code deload@1}: × 0.9 when the goal was missed twice in a row without the load going down. Not for adaptive, which
 *       goes down by itself.
 * </ul>
 */
public final class NextLoad {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal DELOAD = new BigDecimal("0.9");
    private static final BigDecimal USUAL_RESERVE = BigDecimal.TWO;
    private static final BigDecimal PER_REPETITION = new BigDecimal("0.025");
    private static final BigDecimal LEAST_FACTOR = new BigDecimal("0.9");
    private static final BigDecimal MOST_FACTOR = new BigDecimal("1.1");
    private static final BigDecimal MOST_FACTOR_OF_BEGINNERS = new BigDecimal("1.05");
    private static final BigDecimal FALLING = new BigDecimal("-0.01");
    private static final int TREND_WORKOUTS = 3;

    // What a load is rounded to where it is not known which plates there are.
    private static final Loadable KILOGRAM_STEPS = Loadable.steps(new BigDecimal("0.5"));
    private static final Loadable POUND_STEPS = Loadable.steps(WeightUnit.LB.toKilograms(BigDecimal.ONE));

    private final Goal goal;
    private final Preferences preferences;
    private final Optional<Loadable> plates;
    private final Optional<Readiness> readiness;

    /** Suggestions for a goal by these preferences, of loads that these plates make where they are known. */
    public NextLoad(
            Goal goal, Preferences preferences, Optional<? extends Loadable> plates, Optional<Readiness> readiness) {
        this.goal = goal;
        this.preferences = preferences;
        this.plates = plates.map(known -> known);
        this.readiness = readiness;
    }

    /** A workout as it went: the load, the repetitions that were wanted, and whether the sets had them. */
    private record Attempt(PastWorkout workout, List<PastSet> sets, int wanted, boolean isReached) {

        BigDecimal kilograms() {
            return sets.getFirst().kilograms();
        }
    }

    /** A load before it is rounded, and where it comes from. */
    private record Step(BigDecimal kilograms, boolean isProduct, String reason, List<String> formulas) {}

    /**
     * The next load after these workouts.
     *
     * @param history newest first
     */
    public Suggestion after(List<PastWorkout> history) {
        List<Attempt> attempts = history.stream()
                .filter(workout -> !workout.top().isEmpty())
                .map(this::attempt)
                .toList();
        if (attempts.isEmpty()) {
            return new Suggestion(
                    null,
                    preferences.weightUnit(),
                    null,
                    preferences.progressionType().code(),
                    "none",
                    "There is no finished workout with working sets of this exercise with a weight.",
                    null,
                    List.of());
        }
        Attempt last = attempts.getFirst();
        Step step = step(attempts);
        List<String> formulas = new ArrayList<>(step.formulas());
        BigDecimal load = rounded(step, last.kilograms(), formulas);
        boolean isMore = load.compareTo(last.kilograms()) > 0;
        return new Suggestion(
                preferences.weightUnit().ofKilograms(load),
                preferences.weightUnit(),
                isMore && goal.reps() != null ? goal.reps() : last.wanted(),
                preferences.progressionType().code(),
                isMore ? "increase" : load.compareTo(last.kilograms()) < 0 ? "deload" : "repeat",
                step.reason(),
                new BasedOn(
                        last.workout().workoutId(),
                        last.workout().startedAt(),
                        last.sets().stream().map(PastSet::shown).toList()),
                formulas);
    }

    private Attempt attempt(PastWorkout workout) {
        List<PastSet> top = workout.top();
        int wanted = goal.wanted(top.getFirst().reps());
        boolean isReached = top.stream().allMatch(set -> set.reps() >= wanted)
                && (goal.sets() == null || top.size() >= goal.sets());
        return new Attempt(workout, top, wanted, isReached);
    }

    private Step step(List<Attempt> attempts) {
        Attempt last = attempts.getFirst();
        if (preferences.progressionType() == ProgressionType.ADAPTIVE) {
            Optional<BigDecimal> reserve = last.sets().stream()
                    .map(PastSet::reserve)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder());
            if (reserve.isPresent()) {
                return adaptive(attempts, reserve.get());
            }
        }
        if (!last.isReached()) {
            return missed(attempts);
        }
        if (preferences.progressionType() == ProgressionType.PERCENTAGE) {
            BigDecimal factor =
                    BigDecimal.ONE.add(preferences.percentageIncrement().divide(HUNDRED));
            return new Step(
                    last.kilograms().multiply(factor),
                    true,
                    reached(last) + ": " + text(preferences.percentageIncrement()) + " % more.",
                    List.of("percentage@1"));
        }
        return new Step(
                last.kilograms().add(preferences.linearIncrement().kilograms()),
                false,
                reached(last) + ": " + text(preferences.linearIncrement().weight()) + " "
                        + preferences.linearIncrement().unit().symbol() + " more."
                        + (preferences.progressionType() == ProgressionType.ADAPTIVE
                                ? " No RPE or RIR was noted, so by the linear increment."
                                : ""),
                List.of("linear@1"));
    }

    private Step missed(List<Attempt> attempts) {
        Attempt last = attempts.getFirst();
        String formula = preferences.progressionType() == ProgressionType.PERCENTAGE ? "percentage@1" : "linear@1";
        boolean isSecond = attempts.size() > 1
                && !attempts.get(1).isReached()
                && attempts.get(1).kilograms().compareTo(last.kilograms()) <= 0;
        if (isSecond) {
            return new Step(
                    last.kilograms().multiply(DELOAD),
                    true,
                    missed(last) + ", for the second time in a row: 10 % less.",
                    List.of(formula, "deload@1"));
        }
        return new Step(last.kilograms(), false, missed(last) + ": the same again.", List.of(formula));
    }

    private Step adaptive(List<Attempt> attempts, BigDecimal reserve) {
        Attempt last = attempts.getFirst();
        List<String> formulas = new ArrayList<>(List.of("adaptive@1"));
        StringBuilder reason = new StringBuilder("%s %s in reserve in the hardest set at %s"
                .formatted(
                        text(reserve),
                        reserve.compareTo(BigDecimal.ONE) == 0 ? "repetition" : "repetitions",
                        weight(last.kilograms())));
        BigDecimal change = reserve.subtract(USUAL_RESERVE).multiply(PER_REPETITION);
        if (change.signum() > 0 && !last.isReached()) {
            change = BigDecimal.ZERO;
            reason.append(", but not all repetitions reached");
        }
        Optional<BigDecimal> trend = trend(attempts);
        if (trend.isPresent()) {
            formulas.add("epley@1");
            formulas.add("e1rm-trend@1");
            if (trend.get().compareTo(FALLING) < 0) {
                change = change.min(BigDecimal.ZERO);
                reason.append(", estimated maximum falling by %s %% a workout"
                        .formatted(percent(trend.get().negate())));
            }
        }
        BigDecimal factor = BigDecimal.ONE.add(change);
        if (readiness.isPresent()) {
            factor = factor.multiply(readiness.get().factor());
            formulas.add(Readiness.FORMULA);
            reason.append(", readiness ").append(readiness.get().label());
        }
        BigDecimal most =
                preferences.experienceLevel() == ExperienceLevel.BEGINNER ? MOST_FACTOR_OF_BEGINNERS : MOST_FACTOR;
        factor = factor.max(LEAST_FACTOR).min(most);
        int direction = factor.compareTo(BigDecimal.ONE);
        reason.append(
                direction == 0
                        ? ": the same again."
                        : ": %s %% %s."
                                .formatted(
                                        percent(factor.subtract(BigDecimal.ONE).abs()),
                                        direction > 0 ? "more" : "less"));
        return new Step(last.kilograms().multiply(factor), direction != 0, reason.toString(), formulas);
    }

    /**
     * {@code e1rm-trend@1}: the slope of the least-squares line through the best estimates of up to five workouts, a
     * workout a step, as a share of their mean; empty below three.
     */
    private static Optional<BigDecimal> trend(List<Attempt> attempts) {
        int n = attempts.size();
        if (n < TREND_WORKOUTS) {
            return Optional.empty();
        }
        // With the steps counted from the middle, doubled to stay whole: Σ(2i − n + 1)·y = slope · n(n² − 1) / 6.
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weighted = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            BigDecimal e1rm = attempts.get(n - 1 - i).workout().bestE1rm();
            sum = sum.add(e1rm);
            weighted = weighted.add(e1rm.multiply(BigDecimal.valueOf(2L * i - n + 1)));
        }
        BigDecimal slope = weighted.multiply(BigDecimal.valueOf(6));
        BigDecimal steps = BigDecimal.valueOf((long) n * n - 1).multiply(sum);
        return Optional.of(slope.divide(steps, MathContext.DECIMAL64));
    }

    /** To what the plates make; what is more or less than before stays so, by the smallest change that they make. */
    private BigDecimal rounded(Step step, BigDecimal last, List<String> formulas) {
        Optional<Loadable> loadable = plates.or(() -> step.isProduct() ? Optional.of(steps()) : Optional.empty());
        if (loadable.isEmpty()) {
            return step.kilograms();
        }
        formulas.add(loadable.get().formula());
        BigDecimal nearest = loadable.get().nearest(step.kilograms());
        int direction = step.kilograms().compareTo(last);
        if (direction > 0 && nearest.compareTo(last) <= 0) {
            return loadable.get().atLeast(step.kilograms()).orElse(nearest);
        }
        if (direction < 0 && nearest.compareTo(last) >= 0) {
            return loadable.get().atMost(step.kilograms()).orElse(nearest);
        }
        return nearest;
    }

    private Loadable steps() {
        return steps(preferences.weightUnit());
    }

    /** What is loaded where it is not known which plates there are: half kilograms, or pounds. */
    public static Loadable steps(WeightUnit unit) {
        return unit == WeightUnit.LB ? POUND_STEPS : KILOGRAM_STEPS;
    }

    private String reached(Attempt attempt) {
        int sets = attempt.sets().size();
        return (sets == 1 ? "The set" : "All " + sets + " sets") + " at " + weight(attempt.kilograms()) + " had "
                + attempt.wanted() + " repetitions";
    }

    private String missed(Attempt attempt) {
        int enough = (int) attempt.sets().stream()
                .filter(set -> set.reps() >= attempt.wanted())
                .count();
        int wanted = goal.sets() == null
                ? attempt.sets().size()
                : Math.max(goal.sets(), attempt.sets().size());
        return enough + " of " + wanted + " sets at " + weight(attempt.kilograms()) + " had " + attempt.wanted()
                + " repetitions";
    }

    private String weight(BigDecimal kilograms) {
        return text(preferences.weightUnit().ofKilograms(kilograms)) + " "
                + preferences.weightUnit().symbol();
    }

    private static String percent(BigDecimal share) {
        return text(share.multiply(HUNDRED).setScale(1, RoundingMode.HALF_UP));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
