package dev.trainyard.bench.micro;

import com.garmin.fit.BufferEncoder;
import com.garmin.fit.DateTime;
import com.garmin.fit.Decode;
import com.garmin.fit.File;
import com.garmin.fit.FileIdMesg;
import com.garmin.fit.Fit;
import com.garmin.fit.Manufacturer;
import com.garmin.fit.MesgBroadcaster;
import com.garmin.fit.RecordMesg;
import com.garmin.fit.RecordMesgListener;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.Sport;
import dev.trainyard.training.recording.RecordingFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An hour of running, a record each second, with position, altitude, distance and heart rate. */
@State(Scope.Benchmark)
public class FitParsing {

    private static final int SECONDS = 3_600;
    private static final double SEMICIRCLES_PER_DEGREE = 0x80000000L / 180.0;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(SECONDS);
    private byte[] file;

    /** The file, by Garmin's encoder. */
    @Setup
    public void record() {
        BufferEncoder encoder = new BufferEncoder(Fit.ProtocolVersion.V2_0);
        FileIdMesg id = new FileIdMesg();
        id.setType(File.ACTIVITY);
        id.setManufacturer(Manufacturer.DEVELOPMENT);
        encoder.write(id);
        for (int second = 0; second < SECONDS; second++) {
            RecordMesg record = new RecordMesg();
            record.setTimestamp(at(second));
            record.setPositionLat((int) Math.round(48 * SEMICIRCLES_PER_DEGREE));
            record.setPositionLong((int) Math.round((11 + second * 0.00004) * SEMICIRCLES_PER_DEGREE));
            record.setDistance(second * 3.1f);
            record.setEnhancedAltitude(500 + (float) (30 * Math.sin(second / 200.0)));
            record.setHeartRate((short) (140 + 20 * Math.sin(second / 90.0)));
            encoder.write(record);
        }
        SessionMesg session = new SessionMesg();
        session.setTimestamp(at(SECONDS - 1));
        session.setStartTime(at(0));
        session.setSport(Sport.RUNNING);
        session.setTotalElapsedTime((float) SECONDS);
        encoder.write(session);
        file = encoder.close();
    }

    private DateTime at(int second) {
        return new DateTime(Date.from(start.plusSeconds(second)));
    }

    /** Garmin's decoder: each record with its heart rate and time, of which nothing is made. */
    @Benchmark
    public long byGarmin() {
        Tally tally = new Tally();
        Decode decode = new Decode();
        MesgBroadcaster broadcaster = new MesgBroadcaster(decode);
        broadcaster.addListener(tally);
        decode.read(new ByteArrayInputStream(file), broadcaster);
        return tally.sum;
    }

    private static final class Tally implements RecordMesgListener {
        private long sum;

        @Override
        public void onMesg(RecordMesg record) {
            sum += record.getTimestamp().getTimestamp() + record.getHeartRate();
        }
    }

    /** Ours: the whole activity, with moving time, ascent, the seconds at each heart rate, and the stream as it is stored. */
    @Benchmark
    public RecordingFile byUs() throws IOException {
        return RecordingFile.read(new ByteArrayInputStream(file), start.plusSeconds(SECONDS));
    }
}
