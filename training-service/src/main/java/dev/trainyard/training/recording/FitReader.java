package dev.trainyard.training.recording;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads FIT files of activities: each session is an activity, with the samples from its start to the next one's. */
final class FitReader {

    // Kinds of messages, and their fields, by the numbers of the FIT profile.
    private static final int FILE_ID = 0;
    private static final int SPORT = 12;
    private static final int SESSION = 18;
    private static final int RECORD = 20;
    private static final int EVENT = 21;

    private static final int ACTIVITY = 4;
    private static final int MAX_SESSIONS = 100;
    private static final long MILLIS = 1000;
    private static final Instant EPOCH = Instant.parse("1989-12-31T00:00:00Z");

    /** Below, a timestamp counts from when the device was switched on. */
    private static final long FIRST_DATE = 0x10000000L;

    private static final double SEMICIRCLES_PER_DEGREE = 0x80000000L / 180.0;

    private final FitMessages messages;
    private final RecordedTimes times;
    private final Samples samples = new Samples();
    private final List<Session> sessions = new ArrayList<>();
    private Sport sport = Sport.UNKNOWN;
    private String sportName;
    private Long serial;
    private boolean isStopped;
    private boolean wasStopped;
    private String firstRecord;

    private record Session(Stated stated, boolean isTransition, String place) {}

    private FitReader(InputStream bytes, RecordedTimes times) {
        this.messages = new FitMessages(bytes);
        this.times = times;
    }

    static List<Recording> read(InputStream bytes, RecordedTimes times) throws IOException {
        FitReader reader = new FitReader(bytes, times);
        while (reader.messages.next()) {
            reader.take();
        }
        return reader.recordings();
    }

    private void take() throws UnreadableFile {
        switch (messages.number()) {
            case FILE_ID -> identify();
            case SPORT -> {
                sport = Sport.ofFit((int) messages.number(0), (int) messages.number(1));
                sportName = messages.text(3);
            }
            case SESSION -> session();
            case RECORD -> sample();
            case EVENT -> event();
            default -> {
                // Laps, splits, settings: what they say, the samples and the sessions say, too.
            }
        }
    }

    private void identify() throws UnreadableFile {
        if (messages.number(0) != ACTIVITY) {
            throw UnreadableFile.withoutActivity("The FIT file is of another kind than an activity");
        }
        long number = messages.number(3);
        serial = number == FitMessages.NONE ? null : Long.valueOf(number);
    }

    private void event() {
        if (messages.number(0) != 0) {
            return;
        }
        switch ((int) messages.number(1)) {
            case 0 -> isStopped = false;
            // stop, stop all, stop and disable, stop and disable all
            case 1, 4, 8, 9 -> {
                isStopped = true;
                wasStopped = true;
            }
            default -> {
                // Markers.
            }
        }
    }

    private void sample() throws UnreadableFile {
        long time = millis(messages.timestamp());
        if (samples.isBeforeLast(time)) {
            throw malformed("The time goes back to " + Instant.ofEpochMilli(time));
        }
        if (samples.isFull()) {
            throw UnreadableFile.tooLarge("A file may have at most " + Samples.MAX + " samples");
        }
        if (firstRecord == null) {
            firstRecord = messages.place();
        }
        double altitude = scaled(78, 5);
        samples.add(
                new Samples.Sample(
                        time,
                        HeartRateTally.believed(messages.number(3)),
                        (Double.isNaN(altitude) ? scaled(2, 5) : altitude) - 500,
                        degrees(0, 90),
                        degrees(1, 180),
                        scaled(5, 100)),
                wasStopped);
        wasStopped = isStopped;
    }

    private void session() throws UnreadableFile {
        if (sessions.size() == MAX_SESSIONS) {
            throw UnreadableFile.tooLarge("A file may have at most " + MAX_SESSIONS + " activities");
        }
        Stated stated = new Stated();
        int number = (int) messages.number(5);
        stated.sport = messages.number(5) == FitMessages.NONE ? sport : Sport.ofFit(number, (int) messages.number(6));
        stated.name = messages.text(110) == null ? sportName : messages.text(110);
        long start = messages.number(2);
        if (start == FitMessages.NONE) {
            throw malformed("A session has no start");
        }
        stated.startedAt = millis(start);
        stated.elapsedSeconds = scaled(7, MILLIS);
        stated.timerSeconds = scaled(8, MILLIS);
        stated.distanceMeters = scaled(9, 100);
        stated.averageHeartRate = HeartRateTally.believed(messages.number(16));
        stated.maxHeartRate = HeartRateTally.believed(messages.number(17));
        stated.ascentMeters = scaled(22, 1);
        sessions.add(new Session(stated, Sport.isTransition(number), messages.place()));
    }

    private List<Recording> recordings() throws UnreadableFile {
        Recordings recordings = new Recordings();
        if (sessions.isEmpty() && samples.size() > 0) {
            Stated stated = new Stated();
            stated.sport = sport;
            stated.name = sportName;
            sessions.add(new Session(stated, false, firstRecord));
        }
        if (sessions.size() > 1) {
            sessions.sort(Comparator.comparing(session -> session.stated().startedAt));
        }
        int from = 0;
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            int to = i + 1 < sessions.size()
                    ? Math.max(from, samples.indexOf(sessions.get(i + 1).stated().startedAt))
                    : samples.size();
            if (!session.isTransition()) {
                session.stated().deviceSerial = serial;
                recordings.add(session.stated(), samples, from, to, session.place());
            }
            from = to;
        }
        return recordings.all();
    }

    private double scaled(int field, double scale) {
        long value = messages.number(field);
        return value == FitMessages.NONE ? Double.NaN : value / scale;
    }

    private double degrees(int field, int max) throws UnreadableFile {
        double degrees = scaled(field, SEMICIRCLES_PER_DEGREE);
        if (Math.abs(degrees) > max) {
            throw malformed("A position is not on the earth");
        }
        return degrees;
    }

    private long millis(long timestamp) throws UnreadableFile {
        if (timestamp == FitMessages.NONE) {
            throw malformed("A record has no time");
        }
        if (timestamp < FIRST_DATE) {
            throw malformed("A time has no date: the clock was not set");
        }
        Instant time = EPOCH.plusSeconds(timestamp);
        String refusal = times.refusal(time);
        if (refusal != null) {
            throw malformed(refusal);
        }
        return time.toEpochMilli();
    }

    private UnreadableFile malformed(String what) {
        return UnreadableFile.malformed(what, messages.place());
    }
}
