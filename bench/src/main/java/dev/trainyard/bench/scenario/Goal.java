package dev.trainyard.bench.scenario;

/**
 * What was promised of a ratio, and by whom.
 *
 * @param words as it was promised
 * @param bound the ratio that is promised at least, or at most
 */
public record Goal(String words, double bound, boolean isUpperBound) {

    /** The ratio may not be less. */
    public static Goal atLeast(double bound, String words) {
        return new Goal(words, bound, false);
    }

    /** The ratio may not be more. */
    public static Goal atMost(double bound, String words) {
        return new Goal(words, bound, true);
    }

    /** Whether the median keeps the promise. */
    public boolean isMetBy(Ratio ratio) {
        return isUpperBound ? ratio.median() <= bound : ratio.median() >= bound;
    }

    /** What became of the promise, in a word. */
    public String verdict(Ratio ratio) {
        return isMetBy(ratio) ? "kept" : "MISSED";
    }
}
