package dev.trainyard.workout.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessFormulaTest {

    private static Measurements day(
            String recovery,
            String sleep,
            String hrv,
            String hrvBaseline,
            String rhr,
            String rhrBaseline,
            String strain) {
        return new Measurements(
                number(recovery),
                null,
                number(sleep),
                null,
                number(hrv),
                number(hrvBaseline),
                30,
                number(rhr),
                number(rhrBaseline),
                30,
                number(strain));
    }

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static BigDecimal rounded(Measurements day) {
        return Input.rounded(Readiness.of(day).value());
    }

    @ParameterizedTest
    @CsvSource({
        // recovery, sleep, hrv, its baseline, resting heart rate, its baseline, strain, expected
        "66, 80, 60, 60, 50, 50, 10, 0.804",
        "66, 80, 66, 60, 50, 50, 10, 0.819",
        "66, 80, 60, 60, 55, 50, 10, 0.7904",
        "66, 80, 60, 60, 50, 50, 14, 0.804",
        "66, 80, 60, 60, 50, 50, 14.01, 0.754",
        // The worst of everything, which the source has at 0.68.
        "0, 0, 1, 100, 200, 40, 10, 0.24",
        "0, 0, 1, 100, 200, 40, 21, 0.19",
        // The best of everything is 1.06, and clipped.
        "100, 100, 200, 50, 40, 80, 0, 1",
        "100, 100, 200, 50, 40, 80, 21, 0.95",
        // The ratios' own bounds.
        "50, 50, 80, 100, 100, 80, 0, 0.59",
        "50, 50, 120, 100, 100, 120, 0, 0.71",
        "50, 50, 500, 100, 40, 120, 0, 0.71",
    })
    void valueIsTheClippedSum(
            String recovery,
            String sleep,
            String hrv,
            String hrvBase,
            String rhr,
            String rhrBase,
            String strain,
            String is) {
        assertEquals(new BigDecimal(is), rounded(day(recovery, sleep, hrv, hrvBase, rhr, rhrBase, strain)));
    }

    @Test
    void worstOfEverythingIsRed() {
        Readiness worst = Readiness.of(day("0", "0", "1", "100", "200", "40", null));
        assertEquals(Zone.RED, Zone.of(worst.value()));
        assertEquals(Label.POOR, Label.of(worst.value()));
    }

    @Test
    void missingInputGivesItsWeightToTheOthers() {
        Readiness recoveryAlone = Readiness.of(day("55", null, null, null, null, null, null));
        assertEquals(new BigDecimal("0.55"), Input.rounded(recoveryAlone.value()));
        assertEquals(BigDecimal.ONE, recoveryAlone.inputs().getFirst().share());
        assertEquals(BigDecimal.ZERO, recoveryAlone.inputs().get(1).share());
        assertEquals(
                "neither sleepPerformance nor quality is known",
                recoveryAlone.inputs().get(1).reason());
        // (0.4 x 0.55 + 0.3 x 0.9) / 0.7
        assertEquals(new BigDecimal("0.7"), rounded(day("55", "90", null, null, null, null, null)));
    }

    @Test
    void heartAloneIsNoReadiness() {
        Readiness none = Readiness.of(day(null, null, "60", "60", "50", "50", null));
        assertNull(none.value());
        assertEquals("neither a recovery nor a sleep of the day is known", none.reason());
    }

    @Test
    void ratingsStandInForScores() {
        Measurements rated = new Measurements(null, 10, null, 1, null, null, 0, null, null, 0, null);
        // (0.4 x 1 + 0.3 x 0) / 0.7
        assertEquals(new BigDecimal("0.5714"), rounded(rated));
        assertEquals("energy", Readiness.of(rated).inputs().getFirst().from());
    }

    @Test
    void baselineOfTooFewDaysDoesNotCount() {
        Measurements two = new Measurements(
                number("50"), null, null, null, number("60"), number("120"), 2, number("50"), number("50"), 3, null);
        assertEquals(
                "fewer than 3 of the thirty days before have one",
                Readiness.of(two).inputs().get(2).reason());
        // (0.4 x 0.5 + 0.15 x 1) / 0.55
        assertEquals(new BigDecimal("0.6364"), rounded(two));
    }

    @Test
    void baselineOfZeroDoesNotCount() {
        assertEquals(
                "there is no ratio to 0",
                Readiness.of(day("50", null, "0", "0", null, null, null))
                        .inputs()
                        .get(2)
                        .reason());
    }

    @ParameterizedTest
    @CsvSource({
        "0, INTERMEDIATE, 0.9",
        "0.1666, INTERMEDIATE, 0.9",
        "0.1667, INTERMEDIATE, 0.90001",
        "0.5, BEGINNER, 1.0",
        "0.6666, BEGINNER, 1.04998",
        "0.6667, BEGINNER, 1.05",
        "0.8333, ADVANCED, 1.09999",
        "1, BEGINNER, 1.05",
        "1, INTERMEDIATE, 1.1",
        "1, ADVANCED, 1.1",
    })
    void overloadIsBounded(String readiness, Experience experience, String overload) {
        Readiness of = new Readiness(new BigDecimal(readiness), null, java.util.List.of(), BigDecimal.ZERO);
        assertEquals(0, new BigDecimal(overload).compareTo(of.overload(experience)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, EXCELLENT, GREEN", "0.8, EXCELLENT, GREEN", "0.7999, GOOD, GREEN", "0.66, GOOD, GREEN",
        "0.6599, GOOD, YELLOW", "0.6, GOOD, YELLOW", "0.5999, MODERATE, YELLOW", "0.4, MODERATE, YELLOW",
        "0.3999, POOR, YELLOW", "0.33, POOR, YELLOW", "0.3299, POOR, RED", "0, POOR, RED"
    })
    void labelsAndZonesBeginAtTheirBounds(String readiness, Label label, Zone zone) {
        assertEquals(label, Label.of(new BigDecimal(readiness)));
        assertEquals(zone, Zone.of(new BigDecimal(readiness)));
    }

    @ParameterizedTest
    @CsvSource({
        "CONSERVATIVE, .6, .5, .8, .7",
        "MODERATE, .7, .6, .85, .8",
        "ADAPTIVE, .75, .65, .9, .85",
        "AGGRESSIVE, .8, .7, .95, .9"
    })
    void strategyHoldsBackByZone(
            Strategy strategy,
            BigDecimal redIntensity,
            BigDecimal redVolume,
            BigDecimal yellowIntensity,
            BigDecimal yellowVolume) {
        assertEquals(redIntensity, strategy.intensity(Zone.RED));
        assertEquals(redVolume, strategy.volume(Zone.RED));
        assertEquals(yellowIntensity, strategy.intensity(Zone.YELLOW));
        assertEquals(yellowVolume, strategy.volume(Zone.YELLOW));
        assertEquals(BigDecimal.ONE, strategy.intensity(Zone.GREEN));
        assertEquals(BigDecimal.ONE, strategy.volume(Zone.GREEN));
    }

    /** Against the sources' formula in floating point, and: better inputs never make it worse. */
    @Test
    void anyDayIsAsTheFormulaSays() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int recovery = random.nextInt(101);
            int sleep = random.nextInt(101);
            int hrv = 1 + random.nextInt(150);
            int hrvBase = 1 + random.nextInt(150);
            int rhr = 30 + random.nextInt(100);
            int rhrBase = 30 + random.nextInt(100);
            int strain = random.nextInt(22);
            double plain = 0.4 * recovery / 100
                    + 0.3 * sleep / 100
                    + 0.15 * Math.clamp((double) hrv / hrvBase, 0.8, 1.2)
                    + 0.15 * Math.clamp((double) rhrBase / rhr, 0.8, 1.2);
            double expected = Math.clamp(Math.clamp(plain, 0, 1) - (strain > 14 ? 0.05 : 0), 0, 1);
            BigDecimal value = Readiness.of(
                            day("" + recovery, "" + sleep, "" + hrv, "" + hrvBase, "" + rhr, "" + rhrBase, "" + strain))
                    .value();
            assertEquals(expected, value.doubleValue(), 1e-12);
            BigDecimal better = Readiness.of(day(
                            "" + Math.min(100, recovery + 1),
                            "" + sleep,
                            "" + (hrv + 1),
                            "" + hrvBase,
                            "" + (rhr - 1),
                            "" + rhrBase,
                            "" + strain))
                    .value();
            assertTrue(better.compareTo(value) >= 0);
        }
    }
}
