package dev.trainyard.training.recording;

import java.io.IOException;
import java.util.List;

/** Reads GPX: each track with times is an activity, and between its segments it paused. */
final class GpxReader {

    static final String ROOT = "gpx";

    private static final String POINT = "trkpt";

    private final XmlElements xml;
    private final Recordings recordings = new Recordings();

    // Of the track that is read.
    private Stated stated;
    private Samples samples;
    private String place;
    private boolean isAfterPause;

    // Of the point that is read.
    private boolean isInPoint;
    private double latitude;
    private double longitude;
    private double altitude;
    private Long time;
    private int heartRate;

    private GpxReader(XmlElements xml) {
        this.xml = xml;
    }

    /** Reads what follows the start of the outermost element. */
    static List<Recording> read(XmlElements xml) throws IOException {
        GpxReader reader = new GpxReader(xml);
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
            case "trk" -> {
                stated = new Stated();
                samples = new Samples();
                place = xml.place();
                isInPoint = false;
            }
            case "trkseg" -> isAfterPause = true;
            case POINT -> {
                isInPoint = true;
                latitude = degrees("lat", 90);
                longitude = degrees("lon", 180);
                altitude = Double.NaN;
                time = null;
                heartRate = 0;
            }
            default -> {
                // Said where it ends, or nothing that we keep.
            }
        }
    }

    private void end() throws UnreadableFile {
        if (isInPoint) {
            endInPoint();
            return;
        }
        boolean isOfTrack = xml.parent().equals("trk");
        switch (xml.name()) {
            case "name" -> stated.name = isOfTrack ? xml.text() : stated.name;
            case "type" -> stated.sport = isOfTrack ? Sport.named(xml.text()) : stated.sport;
            case "desc" -> stated.notes = isOfTrack ? xml.text() : stated.notes;
            case "trk" -> finish();
            default -> {
                // Links, numbers, extensions.
            }
        }
    }

    private void endInPoint() throws UnreadableFile {
        switch (xml.name()) {
            case "ele" -> altitude = xml.number();
            case "time" -> time = xml.time();
            // In an extension, of whatever namespace.
            case "hr", "heartrate" -> heartRate = xml.heartRate();
            case POINT -> {
                isInPoint = false;
                sample();
            }
            default -> {
                // Temperature, cadence, power.
            }
        }
    }

    private double degrees(String attribute, int max) throws UnreadableFile {
        double degrees = xml.number(xml.attribute(attribute), POINT + " " + attribute);
        if (Math.abs(degrees) > max) {
            throw xml.broken("<" + POINT + " " + attribute + "> is not on the earth");
        }
        return degrees;
    }

    private void sample() throws UnreadableFile {
        if (samples == null || time == null) {
            // A point of a route that was planned, or one that was put in by hand.
            return;
        }
        if (samples.isBeforeLast(time)) {
            throw xml.broken("The time goes back");
        }
        if (samples.isFull()) {
            throw UnreadableFile.tooLarge("An activity may have at most " + Samples.MAX + " samples");
        }
        samples.add(new Samples.Sample(time, heartRate, altitude, latitude, longitude, Double.NaN), isAfterPause);
        isAfterPause = false;
    }

    private void finish() throws UnreadableFile {
        if (samples.size() > 0) {
            recordings.add(stated, samples, 0, samples.size(), place);
        }
        stated = null;
        samples = null;
    }
}
