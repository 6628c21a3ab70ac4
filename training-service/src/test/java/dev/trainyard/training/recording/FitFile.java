package dev.trainyard.training.recording;

import com.garmin.fit.BufferEncoder;
import com.garmin.fit.DateTime;
import com.garmin.fit.Event;
import com.garmin.fit.EventMesg;
import com.garmin.fit.EventType;
import com.garmin.fit.File;
import com.garmin.fit.FileIdMesg;
import com.garmin.fit.Fit;
import com.garmin.fit.Manufacturer;
import com.garmin.fit.Mesg;
import com.garmin.fit.RecordMesg;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.Sport;
import com.garmin.fit.SubSport;
import java.time.Instant;
import java.util.Date;

/** Writes FIT files, by Garmin's own encoder. */
public final class FitFile {

    private static final double SEMICIRCLES_PER_DEGREE = 0x80000000L / 180.0;

    private final BufferEncoder encoder = new BufferEncoder(Fit.ProtocolVersion.V2_0);

    private FitFile() {}

    /** Of an activity, by the device with this serial number; null for one that has none. */
    public static FitFile recordedBy(Long serial) {
        return of(File.ACTIVITY, serial);
    }

    /** Of any kind. */
    public static FitFile of(File kind, Long serial) {
        FitFile file = new FitFile();
        FileIdMesg id = new FileIdMesg();
        id.setType(kind);
        id.setManufacturer(Manufacturer.DEVELOPMENT);
        id.setSerialNumber(serial);
        return file.with(id);
    }

    /** A tour as one session, the way devices write it: timer, records, timer, session. */
    public static byte[] of(Tour tour, Sport sport, Long serial) {
        return recordedBy(serial)
                .records(tour)
                .with(session(tour, sport, SubSport.GENERIC))
                .bytes();
    }

    public static SessionMesg session(Tour tour, Sport sport, SubSport subSport) {
        SessionMesg session = new SessionMesg();
        session.setTimestamp(time(tour.points().getLast().time()));
        session.setStartTime(time(tour.start()));
        session.setSport(sport);
        session.setSubSport(subSport);
        session.setTotalElapsedTime((float) tour.seconds());
        return session;
    }

    /** With the points of a tour, and the timer's stops between them. */
    public FitFile records(Tour tour) {
        timer(tour.start(), EventType.START);
        Instant last = tour.start();
        for (Tour.Point point : tour.points()) {
            if (point.afterPause()) {
                timer(last, EventType.STOP_ALL);
                timer(point.time(), EventType.START);
            }
            with(record(point));
            last = point.time();
        }
        return timer(last, EventType.STOP_ALL);
    }

    public static RecordMesg record(Tour.Point point) {
        RecordMesg record = new RecordMesg();
        record.setTimestamp(time(point.time()));
        record.setPositionLat((int) Math.round(point.latitude() * SEMICIRCLES_PER_DEGREE));
        record.setPositionLong((int) Math.round(point.longitude() * SEMICIRCLES_PER_DEGREE));
        record.setDistance((float) point.meters());
        if (point.heartRate() > 0) {
            record.setHeartRate((short) point.heartRate());
        }
        if (!Double.isNaN(point.altitude())) {
            record.setEnhancedAltitude((float) point.altitude());
        }
        return record;
    }

    public FitFile timer(Instant time, EventType type) {
        EventMesg event = new EventMesg();
        event.setTimestamp(time(time));
        event.setEvent(Event.TIMER);
        event.setEventType(type);
        return with(event);
    }

    public FitFile with(Mesg message) {
        encoder.write(message);
        return this;
    }

    public byte[] bytes() {
        return encoder.close();
    }

    public static DateTime time(Instant time) {
        return new DateTime(Date.from(time));
    }
}
