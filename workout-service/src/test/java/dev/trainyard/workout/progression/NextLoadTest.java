package dev.trainyard.workout.progression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.workout.plate.Loadable;
import dev.trainyard.workout.preference.ExperienceLevel;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.preference.ProgressionType;
import dev.trainyard.workout.preference.WeekStart;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextLoadTest {

    private static final Goal FIVES = new Goal(5, null, 3);
    private static final Optional<Loadable> UNKNOWN_PLATES = Optional.empty();

    private static Preferences preferences(ProgressionType type, WeightUnit unit, ExperienceLevel level) {
        return new Preferences(
                "UTC",
                unit,
                WeekStart.MONDAY,
                type,
                new Weight(unit == WeightUnit.LB ? BigDecimal.valueOf(5) : new BigDecimal("2.5"), unit),
                new BigDecimal("2.5"),
                List.of(),
                List.of(),
                3,
                level,
                120);
    }

    private static Preferences preferences(ProgressionType type) {
        return preferences(type, WeightUnit.KG, ExperienceLevel.INTERMEDIATE);
    }

    /** A workout of sets with one weight. */
    private static PastWorkout workout(String kilograms, int... reps) {
        return new PastWorkout(
                UUID.randomUUID(),
                Instant.EPOCH,
                IntStream.of(reps)
                        .mapToObj(done -> set(SetType.WORKING, kilograms, done, null))
                        .toList());
    }

    private static PastSet set(SetType type, String kilograms, int reps, String reserve) {
        BigDecimal weight = new BigDecimal(kilograms);
        BigDecimal e1rm = weight.multiply(BigDecimal.valueOf(30L + reps))
                .divide(BigDecimal.valueOf(30), 6, RoundingMode.HALF_EVEN);
        return new PastSet(null, type, reps, weight, true, reserve == null ? null : new BigDecimal(reserve), e1rm);
    }

    private static PastWorkout hard(String kilograms, int reps, String reserve) {
        return new PastWorkout(
                UUID.randomUUID(), Instant.EPOCH, List.of(set(SetType.WORKING, kilograms, reps, reserve)));
    }

    private static Suggestion next(ProgressionType type, Goal goal, PastWorkout... history) {
        return new NextLoad(goal, preferences(type), UNKNOWN_PLATES, Optional.empty()).after(List.of(history));
    }

    private static BigDecimal kg(String number) {
        return new BigDecimal(number);
    }

    @Test
    void withoutHistoryThereIsNoLoadButAReason() {
        Suggestion suggestion = next(ProgressionType.LINEAR, FIVES);
        assertNull(suggestion.load());
        assertEquals("none", suggestion.action());
        assertEquals(
                "There is no finished workout with working sets of this exercise with a weight.", suggestion.reason());
    }

    @Test
    void warmupsAndDropSetsSayNothing() {
        PastWorkout light = new PastWorkout(
                UUID.randomUUID(),
                Instant.EPOCH,
                List.of(set(SetType.WARMUP, "60", 5, null), set(SetType.DROP, "80", 12, null)));
        assertNull(next(ProgressionType.LINEAR, Goal.UNSAID, light).load());
    }

    @Test
    void reachedGoalAddsTheIncrement() {
        Suggestion suggestion = next(ProgressionType.LINEAR, FIVES, workout("100", 5, 5, 6));
        assertEquals(kg("102.5"), suggestion.load());
        assertEquals(5, suggestion.reps());
        assertEquals("increase", suggestion.action());
        assertEquals("All 3 sets at 100 kg had 5 repetitions: 2.5 kg more.", suggestion.reason());
        assertEquals(List.of("linear@1"), suggestion.formulas());
    }

    @Test
    void oneSetIsSpokenOfAsOne() {
        Suggestion suggestion = next(ProgressionType.LINEAR, new Goal(5, null, null), workout("82.5", 5));
        assertEquals("The set at 82.5 kg had 5 repetitions: 2.5 kg more.", suggestion.reason());
    }

    @Test
    void missedGoalRepeatsTheLoad() {
        Suggestion suggestion = next(ProgressionType.LINEAR, FIVES, workout("100", 5, 5, 4), workout("97.5", 5, 5, 5));
        assertEquals(kg("100"), suggestion.load());
        assertEquals("repeat", suggestion.action());
        assertEquals("2 of 3 sets at 100 kg had 5 repetitions: the same again.", suggestion.reason());
    }

    @Test
    void tooFewSetsMissTheGoal() {
        assertEquals(
                "repeat",
                next(ProgressionType.LINEAR, FIVES, workout("100", 5, 5)).action());
    }

    @Test
    void goalMissedTwiceInARowIsDeloaded() {
        Suggestion suggestion = next(ProgressionType.LINEAR, FIVES, workout("100", 5, 4, 4), workout("100", 5, 5, 4));
        assertEquals(kg("90"), suggestion.load());
        assertEquals("deload", suggestion.action());
        assertEquals(
                "1 of 3 sets at 100 kg had 5 repetitions, for the second time in a row: 10 % less.",
                suggestion.reason());
        assertEquals(List.of("linear@1", "deload@1", "nearest-step@1"), suggestion.formulas());
    }

    @Test
    void goalMissedAgainAfterADeloadIsTheFirstTimeAnew() {
        assertEquals(
                "repeat",
                next(ProgressionType.LINEAR, FIVES, workout("90", 5, 4, 4), workout("100", 5, 5, 4))
                        .action());
    }

    @Test
    void withoutAGoalTheFirstSetIsWhatTheOthersMustHave() {
        assertEquals(
                "increase",
                next(ProgressionType.LINEAR, Goal.UNSAID, workout("100", 8, 8)).action());
        assertEquals(
                "repeat",
                next(ProgressionType.LINEAR, Goal.UNSAID, workout("100", 8, 7)).action());
    }

    @Test
    void rangeOfRepetitionsGoesUpAtItsTopAndStartsAtItsBottom() {
        Goal range = new Goal(5, 8, null);
        assertEquals(
                "repeat",
                next(ProgressionType.LINEAR, range, workout("100", 8, 7)).action());
        Suggestion suggestion = next(ProgressionType.LINEAR, range, workout("100", 8, 8));
        assertEquals(kg("102.5"), suggestion.load());
        assertEquals(5, suggestion.reps());
    }

    @Test
    void percentageIsRoundedToHalfKilograms() {
        Suggestion suggestion = next(ProgressionType.PERCENTAGE, FIVES, workout("101", 5, 5, 5));
        assertEquals(kg("103.5"), suggestion.load());
        assertEquals(List.of("percentage@1", "nearest-step@1"), suggestion.formulas());
        assertEquals("All 3 sets at 101 kg had 5 repetitions: 2.5 % more.", suggestion.reason());
    }

    @Test
    void increaseIsNeverRoundedAway() {
        assertEquals(
                kg("5.5"),
                next(ProgressionType.PERCENTAGE, FIVES, workout("5", 5, 5, 5)).load());
    }

    @Test
    void increaseIsTheSmallestThatThePlatesMake() {
        Suggestion suggestion = new NextLoad(
                        FIVES,
                        preferences(ProgressionType.LINEAR),
                        Optional.of(Loadable.steps(BigDecimal.TEN)),
                        Optional.empty())
                .after(List.of(workout("100", 5, 5, 5)));
        assertEquals(kg("110"), suggestion.load());
    }

    @Test
    void poundsStayExact() {
        Preferences pounds = preferences(ProgressionType.LINEAR, WeightUnit.LB, ExperienceLevel.BEGINNER);
        Suggestion suggestion = new NextLoad(FIVES, pounds, UNKNOWN_PLATES, Optional.empty())
                .after(List.of(workout("102.05828325", 5, 5, 5)));
        assertEquals(kg("230"), suggestion.load());
        assertEquals(WeightUnit.LB, suggestion.unit());
    }

    @ParameterizedTest(name = "{0} in reserve: {1}")
    @CsvSource({"0, 95", "1, 97.5", "2, 100", "3, 102.5", "3.5, 103.5", "4, 105", "10, 110"})
    void adaptiveLoadFollowsTheReserve(String reserve, String load) {
        assertEquals(
                kg(load),
                next(ProgressionType.ADAPTIVE, Goal.UNSAID, hard("100", 5, reserve))
                        .load());
    }

    @Test
    void hardestSetDecides() {
        PastWorkout workout = new PastWorkout(
                UUID.randomUUID(),
                Instant.EPOCH,
                List.of(set(SetType.WORKING, "100", 5, "4"), set(SetType.WORKING, "100", 5, "1")));
        Suggestion suggestion = next(ProgressionType.ADAPTIVE, Goal.UNSAID, workout);
        assertEquals(kg("97.5"), suggestion.load());
        assertEquals("1 repetition in reserve in the hardest set at 100 kg: 2.5 % less.", suggestion.reason());
    }

    @Test
    void fallingEstimatesAllowNoIncrease() {
        Suggestion suggestion = next(
                ProgressionType.ADAPTIVE, Goal.UNSAID, hard("100", 5, "4"), hard("105", 5, "3"), hard("110", 5, "3"));
        assertEquals(kg("100"), suggestion.load());
        assertEquals(List.of("adaptive@1", "epley@1", "e1rm-trend@1"), suggestion.formulas());
        assertEquals(
                "4 repetitions in reserve in the hardest set at 100 kg, estimated maximum falling by 4.8 % a workout:"
                        + " the same again.",
                suggestion.reason());
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "POOR, INTERMEDIATE, 91",
        "MODERATE, INTERMEDIATE, 100",
        "GOOD, INTERMEDIATE, 106",
        "EXCELLENT, INTERMEDIATE, 110",
        "EXCELLENT, BEGINNER, 105"
    })
    void readinessMovesAnAdaptiveLoad(Readiness readiness, ExperienceLevel level, String load) {
        Suggestion suggestion = new NextLoad(
                        Goal.UNSAID,
                        preferences(ProgressionType.ADAPTIVE, WeightUnit.KG, level),
                        UNKNOWN_PLATES,
                        Optional.of(readiness))
                .after(List.of(hard("100", 5, "2")));
        assertEquals(kg(load), suggestion.load());
    }

    @Test
    void adaptiveWithoutEffortIsLinear() {
        Suggestion suggestion = next(ProgressionType.ADAPTIVE, FIVES, workout("100", 5, 5, 5));
        assertEquals(kg("102.5"), suggestion.load());
        assertEquals(List.of("linear@1"), suggestion.formulas());
    }
}
