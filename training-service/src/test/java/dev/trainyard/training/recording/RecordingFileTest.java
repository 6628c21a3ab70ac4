package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.garmin.fit.RecordMesg;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.Sport;
import com.garmin.fit.SubSport;
import dev.trainyard.training.activity.ActivityType;
import dev.trainyard.training.heartrate.HeartRateStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingFileTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String START = "2026-03-28T07:30:00Z";

    static RecordingFile read(byte[] bytes) throws IOException {
        return RecordingFile.read(new ByteArrayInputStream(bytes), NOW);
    }

    private static Recording only(byte[] bytes) throws IOException {
        List<Recording> recordings = read(bytes).recordings();
        assertEquals(1, recordings.size());
        return recordings.getFirst();
    }

    private static byte[] written(Tour tour, RecordingFormat format) {
        return switch (format) {
            case FIT -> FitFile.of(tour, Sport.RUNNING, 4711L);
            case TCX -> XmlFile.tcx(tour, "Running");
            case GPX -> XmlFile.gpx(tour, "Morning run", "running");
        };
    }

    @ParameterizedTest
    @EnumSource(RecordingFormat.class)
    void tourIsTheSameInEveryFormat(RecordingFormat format) throws IOException {
        Tour tour = Tour.from(START)
                .withHeartRate(second -> 120 + second / 60)
                .withAltitude(second -> 100 + second / 10.0)
                .move(601, 3);
        RecordingFile file = read(written(tour, format));
        assertEquals(format, file.format());
        Recording run = file.recordings().getFirst();
        assertEquals(ActivityType.RUN, run.type());
        assertEquals("outdoor", run.environment());
        assertEquals(Instant.parse(START), run.startedAt());
        assertEquals(600, run.durationSeconds());
        assertEquals(600, run.movingSeconds());
        assertEquals(1800, run.distanceMeters(), 0.02);
        assertEquals(60, run.elevationGainMeters(), 0.01);
        assertEquals(125, run.averageHeartRate());
        assertEquals(130, run.maxHeartRate());
        assertArrayEquals(
                new int[] {120, 121, 122, 123, 124, 125, 126, 127, 128, 129},
                run.heartRates().rates());
        assertArrayEquals(
                new int[] {60, 60, 60, 60, 60, 60, 60, 60, 60, 60},
                run.heartRates().seconds());
        HeartRateStream stream = HeartRateStream.decode(run.heartRates().stream());
        assertEquals(601, stream.size());
        assertEquals(600, stream.second(600));
        assertEquals(130, stream.rate(600));
    }

    @ParameterizedTest
    @EnumSource(RecordingFormat.class)
    void pausesAndStopsAreNoMovingTime(RecordingFormat format) throws IOException {
        Tour tour = Tour.from(START)
                .move(300, 3)
                .pause(600)
                .move(300, 3)
                .move(120, 0)
                .move(181, 3);
        Recording run = only(written(tour, format));
        assertEquals(1500, run.durationSeconds());
        // A leg of five metres begins before a stop and ends after it.
        assertEquals(300 + 300 + 180, run.movingSeconds(), 5);
    }

    @ParameterizedTest
    @EnumSource(RecordingFormat.class)
    void heartRateIsNotHeldThroughAPause(RecordingFormat format) throws IOException {
        Tour tour = Tour.from(START)
                .withHeartRate(second -> 150)
                .move(60, 3)
                .pause(600)
                .move(61, 3);
        Recording run = only(written(tour, format));
        assertArrayEquals(new int[] {59 + 60}, run.heartRates().seconds());
    }

    @ParameterizedTest
    @EnumSource(RecordingFormat.class)
    void noiseOfTheAltitudeIsNoClimb(RecordingFormat format) throws IOException {
        Random random = new Random(4);
        double raw = 0;
        double[] altitudes = new double[3601];
        for (int i = 0; i < altitudes.length; i++) {
            altitudes[i] = 100 + Math.min(i, 1800) / 18.0 + random.nextDouble(2) - 1;
            raw += i == 0 ? 0 : Math.max(0, altitudes[i] - altitudes[i - 1]);
        }
        Tour tour = Tour.from(START).withAltitude(second -> altitudes[second]).move(3601, 3);
        assertEquals(100, only(written(tour, format)).elevationGainMeters(), 2);
        assertEquals(1200, raw, 100);
    }

    @Test
    void heartRatesThatASensorWritesWithoutContactAreNone() throws IOException {
        FitFile file = FitFile.recordedBy(1L);
        int[] rates = {0, 140, 255, 142, 7};
        for (int i = 0; i < rates.length; i++) {
            RecordMesg record = new RecordMesg();
            record.setTimestamp(FitFile.time(Instant.parse(START).plusSeconds(i)));
            record.setHeartRate((short) rates[i]);
            file.with(record);
        }
        Recording recording = only(file.bytes());
        assertEquals(2, recording.heartRates().samples());
        assertEquals(142, recording.maxHeartRate());
        assertArrayEquals(new int[] {140, 142}, recording.heartRates().rates());
        assertArrayEquals(new int[] {2, 1}, recording.heartRates().seconds());
    }

    @Test
    void gapCountsHalfAMinuteAtMost() throws IOException {
        FitFile file = FitFile.recordedBy(1L);
        for (int second : List.of(0, 10, 1000)) {
            RecordMesg record = new RecordMesg();
            record.setTimestamp(FitFile.time(Instant.parse(START).plusSeconds(second)));
            record.setHeartRate((short) (100 + second / 10));
            file.with(record);
        }
        Recording recording = only(file.bytes());
        assertArrayEquals(new int[] {100, 101}, recording.heartRates().rates());
        assertArrayEquals(new int[] {10, 30}, recording.heartRates().seconds());
        assertEquals(101, recording.averageHeartRate());
        assertEquals(200, recording.maxHeartRate());
    }

    @Test
    void standingReceiverCoversNoDistance() throws IOException {
        Random random = new Random(5);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            points.append("<trkpt lat=\"%s\" lon=\"%s\"><time>%s</time></trkpt>"
                    .formatted(
                            random.nextGaussian() * 1e-5,
                            random.nextGaussian() * 1e-5,
                            Instant.parse(START).plusSeconds(i)));
        }
        Recording recording = only(gpx("<trk><trkseg>" + points + "</trkseg></trk>"));
        assertEquals(0, recording.distanceMeters() == null ? 0 : recording.distanceMeters(), 15);
        assertEquals(599, recording.durationSeconds());
    }

    static byte[] gpx(String body) {
        return ("<gpx version='1.1'>" + body + "</gpx>").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void sessionsOfATriathlonAreActivitiesOfTheirOwn() throws IOException {
        Tour swim =
                Tour.from("2026-06-07T08:00:00Z").withHeartRate(second -> 140).move(1200, 1.2);
        Tour change =
                Tour.from("2026-06-07T08:20:00Z").withHeartRate(second -> 150).move(180, 1);
        Tour ride =
                Tour.from("2026-06-07T08:23:00Z").withHeartRate(second -> 145).move(3600, 9);
        Tour run =
                Tour.from("2026-06-07T09:23:00Z").withHeartRate(second -> 165).move(1801, 3);
        byte[] file = FitFile.recordedBy(9L)
                .records(swim)
                .records(change)
                .records(ride)
                .records(run)
                .with(FitFile.session(swim, Sport.SWIMMING, SubSport.OPEN_WATER))
                .with(FitFile.session(change, Sport.TRANSITION, SubSport.GENERIC))
                .with(FitFile.session(ride, Sport.CYCLING, SubSport.ROAD))
                .with(FitFile.session(run, Sport.RUNNING, SubSport.GENERIC))
                .bytes();
        List<Recording> recordings = read(file).recordings();
        assertEquals(
                List.of(ActivityType.SWIM, ActivityType.RIDE, ActivityType.RUN),
                recordings.stream().map(Recording::type).toList());
        assertEquals(
                List.of("open_water", "outdoor", "outdoor"),
                recordings.stream().map(Recording::environment).toList());
        assertEquals(
                List.of(140, 145, 165),
                recordings.stream().map(Recording::averageHeartRate).toList());
        assertEquals(
                List.of(1200, 3600, 1801),
                recordings.stream().map(one -> one.heartRates().samples()).toList());
        assertEquals(3599 * 9, recordings.get(1).distanceMeters(), 1);
    }

    @Test
    void sessionWithoutSamplesIsWhatItStates() throws IOException {
        SessionMesg session = new SessionMesg();
        session.setStartTime(FitFile.time(Instant.parse(START)));
        session.setSport(Sport.TRAINING);
        session.setSubSport(SubSport.STRENGTH_TRAINING);
        session.setTotalElapsedTime(3600f);
        session.setTotalTimerTime(3000f);
        session.setAvgHeartRate((short) 110);
        session.setMaxHeartRate((short) 150);
        session.setTotalAscent(12);
        session.setSportProfileName("Gym");
        Recording gym = only(FitFile.recordedBy(3L).with(session).bytes());
        assertEquals(ActivityType.STRENGTH, gym.type());
        assertEquals("Gym", gym.name());
        assertEquals(3600, gym.durationSeconds());
        assertEquals(3000, gym.movingSeconds());
        assertEquals(110, gym.averageHeartRate());
        assertEquals(150, gym.maxHeartRate());
        assertEquals(12.0, gym.elevationGainMeters());
        assertNull(gym.distanceMeters());
        assertNull(gym.heartRates());
        assertEquals(3L, gym.deviceSerial());
    }

    @Test
    void chainedFitFilesAreReadAsOne() throws IOException {
        byte[] first = FitFile.of(Tour.from(START).move(100, 3), Sport.RUNNING, 1L);
        byte[] second = FitFile.of(Tour.from("2026-03-28T08:30:00Z").move(100, 8), Sport.CYCLING, 1L);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertEquals(
                List.of(ActivityType.RUN, ActivityType.RIDE),
                read(both).recordings().stream().map(Recording::type).toList());
    }

    @Test
    void lapsOfATcxFileSayHowLongAndHowFarItWas() throws IOException {
        Recording row = only("""
                          <?xml version="1.0"?><TrainingCenterDatabase><Activities><Activity Sport="Other">
                <Lap StartTime="2026-03-28T07:30:00Z"><TotalTimeSeconds>600.5</TotalTimeSeconds>
                <DistanceMeters>2000</DistanceMeters><AverageHeartRateBpm><Value>120</Value></AverageHeartRateBpm>
                <MaximumHeartRateBpm><Value>130</Value></MaximumHeartRateBpm></Lap>
                <Lap StartTime="2026-03-28T07:40:00Z"><TotalTimeSeconds>600</TotalTimeSeconds>
                <DistanceMeters>2500</DistanceMeters><AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm>
                <MaximumHeartRateBpm><Value>152</Value></MaximumHeartRateBpm></Lap><Notes>Hard</Notes>
                </Activity></Activities></TrainingCenterDatabase>
                """.getBytes(StandardCharsets.UTF_8));
        assertEquals(ActivityType.OTHER, row.type());
        assertEquals(1201, row.durationSeconds());
        assertEquals(4500.0, row.distanceMeters());
        assertEquals(130, row.averageHeartRate());
        assertEquals(152, row.maxHeartRate());
        assertEquals("Hard", row.notes());
    }

    @Test
    void tracksOfAGpxFileAreActivitiesAndRoutesAreNone() throws IOException {
        List<Recording> recordings = read(gpx("""
                <rte><rtept lat="1" lon="1"/></rte>
                <trk><name>One</name><link href="x"><name>Link</name></link><type>cycling</type><trkseg>
                <trkpt lat="1" lon="1"><time>2026-03-28T07:30:00.250+01:00</time></trkpt>
                <trkpt lat="1.001" lon="1"><time>2026-03-28T06:30:20Z</time></trkpt></trkseg></trk>
                <trk><name>Planned</name><trkseg><trkpt lat="1" lon="1"/></trkseg></trk>
                <trk><name>Two &amp; a half</name><trkseg>
                <trkpt lat="1" lon="1"><time>2026-03-29T07:30:00</time></trkpt></trkseg></trk>
                """)).recordings();
        assertEquals(
                List.of("One", "Two & a half"),
                recordings.stream().map(Recording::name).toList());
        assertEquals(
                Instant.parse("2026-03-28T06:30:00.250Z"), recordings.get(0).startedAt());
        assertEquals(ActivityType.RIDE, recordings.get(0).type());
        assertEquals(111.19, recordings.get(0).distanceMeters(), 0.01);
        assertEquals(1, recordings.get(1).durationSeconds());
        assertNull(recordings.get(1).averageHeartRate());
    }

    @Test
    void tenHoursOfHeartRatesAreKeptInTenKilobytes() throws IOException {
        Random random = new Random(7);
        int[] rate = {130};
        Tour ride = Tour.from("2026-06-01T05:00:00Z")
                .withHeartRate(second -> rate[0] = Math.clamp(rate[0] + random.nextInt(3) - 1, 90, 185))
                .withAltitude(second -> 500 + 300 * Math.sin(second / 3000.0) + random.nextDouble())
                .move(36_000, 7);
        Recording recording = only(FitFile.of(ride, Sport.CYCLING, 1L));
        assertEquals(35_999, recording.durationSeconds());
        assertEquals(36_000, recording.heartRates().samples());
        assertEquals(10_000, recording.heartRates().stream().length, 2_000);
        assertEquals(35_999, IntStream.of(recording.heartRates().seconds()).sum());
    }
}
