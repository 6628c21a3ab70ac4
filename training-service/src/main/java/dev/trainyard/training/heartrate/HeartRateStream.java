package dev.trainyard.training.heartrate;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Heart rates over time as they are stored, some ten kilobytes for ten hours at one each second.
 *
 * <p>The first byte is the version, 1. The rest is deflated (RFC 1950): the number of samples; the seconds of each since the
 * one before, the first since the activity's start; and the beats per minute of each as a difference from the one before,
 * the first from 0. All are variable-length integers of seven bits a byte, the lowest first; the differences are folded to
 * 0, −1, 1, −2, … → 0, 1, 2, 3, … Differences of a kind lie beside each other, which is what makes them compress.
 */
public final class HeartRateStream {

    private static final int VERSION = 1;
    private static final int MAX_SAMPLES = 1_000_000;
    private static final int BUFFER = 8 * 1024;
    private static final int MAX_BYTES_EACH = 10;

    private final int[] seconds;
    private final int[] rates;

    private HeartRateStream(int[] seconds, int[] rates) {
        this.seconds = seconds;
        this.rates = rates;
    }

    /**
     * The stored form of the first {@code count} samples.
     *
     * @param seconds since the activity's start, ascending
     * @param rates beats per minute
     */
    public static byte[] encode(int[] seconds, int[] rates, int count) {
        if (count > MAX_SAMPLES) {
            throw new IllegalArgumentException(count + " samples are more than are kept");
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(2 * count + BUFFER);
        write(plain, count);
        for (int i = 0; i < count; i++) {
            write(plain, seconds[i] - (i == 0 ? 0 : seconds[i - 1]));
        }
        for (int i = 0; i < count; i++) {
            int difference = rates[i] - (i == 0 ? 0 : rates[i - 1]);
            write(plain, (difference << 1) ^ (difference >> 31));
        }
        return deflated(plain.toByteArray());
    }

    /**
     * The samples of a stored stream.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static HeartRateStream decode(byte[] stream) {
        if (stream.length == 0 || stream[0] != VERSION) {
            throw new IllegalArgumentException("Not a heart-rate stream of a version that is known");
        }
        Varints plain = new Varints(inflated(stream));
        int count = plain.next();
        if (count < 0 || count > MAX_SAMPLES) {
            throw new IllegalArgumentException("A heart-rate stream cannot have " + count + " samples");
        }
        int[] seconds = new int[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = plain.next() + (i == 0 ? 0 : seconds[i - 1]);
        }
        int[] rates = new int[count];
        for (int i = 0; i < count; i++) {
            int folded = plain.next();
            rates[i] = ((folded >>> 1) ^ -(folded & 1)) + (i == 0 ? 0 : rates[i - 1]);
        }
        return new HeartRateStream(seconds, rates);
    }

    /** How many samples there are. */
    public int size() {
        return seconds.length;
    }

    /** Of a sample, since the activity's start. */
    public int second(int index) {
        return seconds[index];
    }

    /** Of a sample, in beats per minute. */
    public int rate(int index) {
        return rates[index];
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        out.write(VERSION);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream, 1, stream.length - 1);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int inflated = inflater.inflate(buffer);
                if (inflated == 0 || out.size() > MAX_SAMPLES * MAX_BYTES_EACH) {
                    throw new IllegalArgumentException("A heart-rate stream is cut off, or does not end");
                }
                out.write(buffer, 0, inflated);
            }
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("A heart-rate stream is damaged", damaged);
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    private static final class Varints {

        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            int value = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                if (at == bytes.length) {
                    break;
                }
                byte next = bytes[at++];
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("A heart-rate stream ends too early");
        }
    }
}
