package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClimbTest {

    private static double gain(double... altitudes) {
        Climb climb = new Climb();
        for (double altitude : altitudes) {
            climb.at(altitude);
        }
        return climb.gain();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0",
        "100 102.9, 0",
        "100 103, 3",
        "100 110 105 120, 25",
        "100 110 108 120, 20",
        "100 90 80 100, 20",
        "100 98 99 97 98 101, 4",
        "100 103 100 103 100, 6",
    })
    void climbIsFromValleyToPeak(String altitudes, double expected) {
        assertEquals(
                expected,
                gain(Arrays.stream(altitudes.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
    }

    /** Of hills that are higher than the hysteresis, nothing is lost and nothing is added. */
    @Test
    void climbOfHillsIsTheSumOfTheirRises() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            Climb climb = new Climb();
            double altitude = 500;
            double rises = 0;
            climb.at(altitude);
            for (int hill = 0; hill < 50; hill++) {
                double height = (hill % 2 == 0 ? 1 : -1) * (Climb.HYSTERESIS_METERS + random.nextDouble(100));
                int steps = 1 + random.nextInt(20);
                for (int step = 1; step <= steps; step++) {
                    climb.at(altitude + height * step / steps);
                }
                altitude += height;
                rises += Math.max(0, height);
            }
            assertEquals(rises, climb.gain(), 1e-6);
        }
    }
}
