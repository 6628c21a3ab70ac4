package dev.trainyard.training.recording;

import java.io.IOException;
import java.util.List;

/** Reads Garmin's Training Center XML: laps with their totals, and the track points in them. */
final class TcxReader {

    static final String ROOT = "TrainingCenterDatabase";

    private static final double NOT_MEASURED = Double.NaN;

    private final XmlElements xml;
    private final Recordings recordings = new Recordings();

    // Of the activity that is read.
    private Stated stated;
    private Samples samples;
    private String place;
    private double laps;
    private double lapMeters;
    private long beats;
    private double beatSeconds;
    private int tracksOfLap;
    private boolean isAfterPause;

    // Of the lap that is read.
    private double lapSeconds;
    private int lapHeartRate;

    // Of the point that is read.
    private Long time;
    private int heartRate;
    private double altitude;
    private double latitude;
    private double longitude;
    private double distance;

    private TcxReader(XmlElements xml) {
        this.xml = xml;
    }

    /** Reads what follows the start of the outermost element. */
    static List<Recording> read(XmlElements xml) throws IOException {
        TcxReader reader = new TcxReader(xml);
        while (xml.next()) {
            if (xml.isStart()) {
                reader.start();
            } else if (reader.stated != null) {
                reader.end();
            }
        }
        return reader.recordings.all();
    }

    private void start() throws UnreadableFile {
        switch (xml.name()) {
            case "Activity" -> {
                stated = new Stated();
                stated.sport = Sport.named(xml.attribute("Sport"));
                samples = new Samples();
                place = xml.place();
                laps = 0;
                lapMeters = 0;
                beats = 0;
                beatSeconds = 0;
                isAfterPause = false;
            }
            case "Lap" -> startLap();
            case "Track" -> {
                // A lap has one, and another one after each pause.
                isAfterPause |= tracksOfLap > 0;
                tracksOfLap++;
            }
            case "Trackpoint" -> {
                time = null;
                heartRate = 0;
                altitude = NOT_MEASURED;
                latitude = NOT_MEASURED;
                longitude = NOT_MEASURED;
                distance = NOT_MEASURED;
            }
            default -> {
                // Said where it ends, or nothing that we keep.
            }
        }
    }

    private void startLap() throws UnreadableFile {
        tracksOfLap = 0;
        lapSeconds = 0;
        lapHeartRate = 0;
        if (stated != null && stated.startedAt == null) {
            stated.startedAt = xml.time(xml.attribute("StartTime"), "Lap");
        }
    }

    private void end() throws UnreadableFile {
        switch (xml.parent()) {
            case "Trackpoint" -> endOfPoint();
            case "Position" -> endOfPosition();
            case "HeartRateBpm" -> heartRate = isValue() ? xml.heartRate() : heartRate;
            case "AverageHeartRateBpm" -> lapHeartRate = isValue() ? xml.heartRate() : lapHeartRate;
            case "MaximumHeartRateBpm" ->
                stated.maxHeartRate = isValue() ? Math.max(stated.maxHeartRate, xml.heartRate()) : stated.maxHeartRate;
            case "Lap" -> endOfLap();
            case "Activity" -> endOfActivity();
            default -> {
                if (xml.name().equals("Activity")) {
                    finish();
                } else if (xml.name().equals("Trackpoint")) {
                    sample();
                }
            }
        }
    }

    private boolean isValue() {
        return xml.name().equals("Value");
    }

    private void endOfPoint() throws UnreadableFile {
        switch (xml.name()) {
            case "Time" -> time = xml.time();
            case "AltitudeMeters" -> altitude = xml.number();
            case "DistanceMeters" -> distance = xml.amount();
            default -> {
                // Cadence, sensor state, extensions.
            }
        }
    }

    private void endOfPosition() throws UnreadableFile {
        switch (xml.name()) {
            case "LatitudeDegrees" -> latitude = degrees(90);
            case "LongitudeDegrees" -> longitude = degrees(180);
            default -> {
                // There is no other.
            }
        }
    }

    private double degrees(int max) throws UnreadableFile {
        double degrees = xml.number();
        if (Math.abs(degrees) > max) {
            throw xml.broken("<" + xml.name() + "> is not on the earth");
        }
        return degrees;
    }

    private void endOfLap() throws UnreadableFile {
        switch (xml.name()) {
            case "TotalTimeSeconds" -> lapSeconds = xml.amount();
            case "DistanceMeters" -> lapMeters += xml.amount();
            default -> {
                // Calories, intensity, and the track, whose points were taken.
            }
        }
    }

    private void endOfActivity() {
        switch (xml.name()) {
            case "Lap" -> {
                laps += lapSeconds;
                beats += Math.round(lapHeartRate * lapSeconds);
                beatSeconds += lapHeartRate == 0 ? 0 : lapSeconds;
            }
            case "Notes" -> stated.notes = xml.text();
            default -> {
                // Its id is its start, which the first lap has, too.
            }
        }
    }

    private void sample() throws UnreadableFile {
        if (time == null) {
            throw xml.broken("A track point has no time");
        }
        if (samples.isBeforeLast(time)) {
            throw xml.broken("The time goes back");
        }
        if (samples.isFull()) {
            throw UnreadableFile.tooLarge("An activity may have at most " + Samples.MAX + " samples");
        }
        samples.add(new Samples.Sample(time, heartRate, altitude, latitude, longitude, distance), isAfterPause);
        isAfterPause = false;
    }

    private void finish() throws UnreadableFile {
        if (laps > 0) {
            stated.timerSeconds = laps;
            stated.elapsedSeconds = laps;
        }
        stated.distanceMeters = lapMeters;
        stated.averageHeartRate = beatSeconds == 0 ? 0 : (int) Math.round(beats / beatSeconds);
        recordings.add(stated, samples, 0, samples.size(), place);
        stated = null;
        samples = null;
    }
}
