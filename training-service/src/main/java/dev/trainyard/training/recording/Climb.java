package dev.trainyard.training.recording;

/**
 * How much was climbed: from each valley to the peak that follows, where the way down and the way up are each at least
 * {@link #HYSTERESIS_METERS}. The plain sum of all rises would count a barometer's noise as a climb, and often double it.
 */
final class Climb {

    static final double HYSTERESIS_METERS = 3;

    private double gain;
    private double valley = Double.NaN;
    private double peak;
    private boolean rising;

    /** The next altitude, in metres. */
    void at(double altitude) {
        if (rising) {
            if (altitude > peak) {
                peak = altitude;
            } else if (altitude <= peak - HYSTERESIS_METERS) {
                gain += peak - valley;
                valley = altitude;
                rising = false;
            }
        } else if (Double.isNaN(valley) || altitude < valley) {
            valley = altitude;
        } else if (altitude >= valley + HYSTERESIS_METERS) {
            peak = altitude;
            rising = true;
        }
    }

    /** In metres, up to here. */
    double gain() {
        return rising ? gain + peak - valley : gain;
    }
}
