package dev.trainyard.training.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are rounded by arithmetic as by their digits. */
class LoadDayTest {

    private static final int FIGURES = 20_000;

    @RepeatedTest(12)
    void figuresOfAllSizesAreRoundedAsByTheirDigits(RepetitionInfo repetition) {
        double size = Math.pow(10, repetition.getCurrentRepetition() - 4.0);
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < FIGURES; i++) {
            double figure = random.nextGaussian() * size;
            assertEquals(LoadDay.roundedByDigits(figure), LoadDay.rounded(figure), () -> "of " + figure);
        }
    }

    /** As close to the middle of two as doubles come. */
    @Test
    void middlesAreRoundedAsByTheirDigits() {
        Random random = new Random(7);
        for (int i = 0; i < FIGURES; i++) {
            double middle = (random.nextInt(2_000_000_000) + 0.5) / 1e6;
            for (double figure : new double[] {middle, Math.nextUp(middle), Math.nextDown(middle)}) {
                assertEquals(LoadDay.roundedByDigits(figure), LoadDay.rounded(figure), () -> "of " + figure);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                10,
                100,
                1e-7,
                5e-7,
                1.5e-6,
                2.5e-6,
                0.1,
                1_000_000,
                1e11,
                1e20,
                123_456_789.123_456_7
            })
    void zerosAtTheEndAreLeftOut(double figure) {
        assertEquals(LoadDay.roundedByDigits(figure), LoadDay.rounded(figure));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNone(double figure) {
        assertThrows(NumberFormatException.class, () -> LoadDay.rounded(figure));
    }
}
