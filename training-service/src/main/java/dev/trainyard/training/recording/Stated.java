package dev.trainyard.training.recording;

/**
 * What a file states of an activity as a whole, gathered while it is read. Numbers are NaN, and heart rates 0, where it
 * states nothing.
 */
final class Stated {

    Sport sport = Sport.UNKNOWN;
    String name;
    String notes;
    Long deviceSerial;

    /** Milliseconds since 1970. */
    Long startedAt;

    double elapsedSeconds = Double.NaN;

    /** Without the pauses that the athlete or the device made. */
    double timerSeconds = Double.NaN;

    double distanceMeters = Double.NaN;
    double ascentMeters = Double.NaN;
    int averageHeartRate;
    int maxHeartRate;
}
