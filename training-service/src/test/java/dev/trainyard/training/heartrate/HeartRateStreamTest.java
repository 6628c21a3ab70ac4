package dev.trainyard.training.heartrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartRateStreamTest {

    private static int[][] columns(HeartRateStream stream) {
        return new int[][] {
            IntStream.range(0, stream.size()).map(stream::second).toArray(),
            IntStream.range(0, stream.size()).map(stream::rate).toArray()
        };
    }

    @Test
    void samplesComeBackAsTheyWere() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int count = random.nextInt(2000);
            int[] seconds = new int[count];
            int[] rates = new int[count];
            for (int i = 0; i < count; i++) {
                seconds[i] = (i == 0 ? random.nextInt(3) : seconds[i - 1] + 1)
                        + (random.nextInt(50) == 0 ? random.nextInt(200_000) : 0);
                rates[i] = 20 + random.nextInt(235);
            }
            HeartRateStream stream = HeartRateStream.decode(HeartRateStream.encode(seconds, rates, count));
            assertArrayEquals(new int[][] {seconds, rates}, columns(stream));
        }
    }

    /** What was stored once has to be readable for ever. */
    @Test
    void firstVersionIsReadAsItWasWritten() {
        byte[] stored = HexFormat.of().parseHex("01789c63666064fac0c8c40c0003fa00fd");
        assertArrayEquals(new int[][] {{0, 1, 3}, {120, 121, 119}}, columns(HeartRateStream.decode(stored)));
    }

    @Test
    void whatIsNoStreamIsRefused() {
        byte[] stream = HeartRateStream.encode(new int[] {0, 1}, new int[] {100, 101}, 2);
        byte[] another = stream.clone();
        another[0] = 2;
        assertThrows(IllegalArgumentException.class, () -> HeartRateStream.decode(another));
        assertThrows(IllegalArgumentException.class, () -> HeartRateStream.decode(new byte[0]));
        for (int length = 1; length < stream.length; length++) {
            byte[] cutOff = Arrays.copyOf(stream, length);
            assertThrows(IllegalArgumentException.class, () -> HeartRateStream.decode(cutOff));
        }
    }

    @Test
    void thinnedSamplesAreTheMeansOfTheirSeconds() {
        HeartRateStream stream = HeartRateStream.decode(
                HeartRateStream.encode(new int[] {3, 4, 9, 10, 35}, new int[] {100, 101, 103, 120, 140}, 5));
        assertEquals(
                "[[3, 101], [10, 120], [35, 140]]",
                HeartRateView.of(Instant.EPOCH, stream, 10).samples().toString());
        assertEquals(
                "[[3, 100], [4, 101], [9, 103], [10, 120], [35, 140]]",
                HeartRateView.of(Instant.EPOCH, stream, 1).samples().toString());
    }
}
