package dev.trainyard.training.recording;

/** The heart rate during an activity, as it is stored. */
public final class HeartRates {

    private final byte[] stream;
    private final int samples;
    private final int[] rates;
    private final int[] seconds;

    /**
     * The arrays are kept as they are given, and given as they are kept: they are large, and nobody changes them.
     *
     * @param stream see HeartRateStream
     * @param samples how many are in it
     * @param rates beats per minute, ascending
     * @param seconds that were spent at each
     */
    public HeartRates(byte[] stream, int samples, int[] rates, int[] seconds) {
        this.stream = stream;
        this.samples = samples;
        this.rates = rates;
        this.seconds = seconds;
    }

    /** In the form of HeartRateStream. */
    public byte[] stream() {
        return stream;
    }

    /** How many are in the stream. */
    public int samples() {
        return samples;
    }

    /** In beats per minute, ascending. */
    public int[] rates() {
        return rates;
    }

    /** How many were spent at each of the rates. */
    public int[] seconds() {
        return seconds;
    }
}
