package dev.trainyard.training.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes TCX and GPX files, as Garmin's and Strava's look. */
public final class XmlFile {

    private XmlFile() {}

    /** With a lap of all, whose track begins anew after a pause. */
    public static byte[] tcx(Tour tour, String sport) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
                <Activities><Activity Sport="%s"><Id>%s</Id><Lap StartTime="%s"><Track>
                """.formatted(sport, tour.start(), tour.start()));
        for (Tour.Point point : tour.points()) {
            if (point.afterPause()) {
                xml.append("</Track><Track>\n");
            }
            xml.append("<Trackpoint><Time>").append(point.time()).append("</Time>");
            xml.append(String.format(
                    Locale.ROOT,
                    "<Position><LatitudeDegrees>%.9f</LatitudeDegrees><LongitudeDegrees>%.9f</LongitudeDegrees></Position>",
                    point.latitude(),
                    point.longitude()));
            if (!Double.isNaN(point.altitude())) {
                xml.append(String.format(Locale.ROOT, "<AltitudeMeters>%.2f</AltitudeMeters>", point.altitude()));
            }
            xml.append(String.format(Locale.ROOT, "<DistanceMeters>%.2f</DistanceMeters>", point.meters()));
            if (point.heartRate() > 0) {
                xml.append(String.format(
                        Locale.ROOT, "<HeartRateBpm><Value>%d</Value></HeartRateBpm>", point.heartRate()));
            }
            xml.append("</Trackpoint>\n");
        }
        return bytes(xml.append("</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n"));
    }

    /** With a segment more after each pause. */
    public static byte[] gpx(Tour tour, String name, String type) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <gpx version="1.1" creator="Made up" xmlns="http://www.topografix.com/GPX/1/1"
                     xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
                <metadata><time>%s</time></metadata><trk><name>%s</name><type>%s</type><trkseg>
                """.formatted(tour.start(), name, type));
        for (Tour.Point point : tour.points()) {
            if (point.afterPause()) {
                xml.append("</trkseg><trkseg>\n");
            }
            xml.append(String.format(
                    Locale.ROOT, "<trkpt lat=\"%.9f\" lon=\"%.9f\">", point.latitude(), point.longitude()));
            if (!Double.isNaN(point.altitude())) {
                xml.append(String.format(Locale.ROOT, "<ele>%.2f</ele>", point.altitude()));
            }
            xml.append("<time>").append(point.time()).append("</time>");
            if (point.heartRate() > 0) {
                xml.append(String.format(
                        Locale.ROOT,
                        "<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>%d</gpxtpx:hr>"
                                + "</gpxtpx:TrackPointExtension></extensions>",
                        point.heartRate()));
            }
            xml.append("</trkpt>\n");
        }
        return bytes(xml.append("</trkseg></trk></gpx>\n"));
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
