package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.garmin.fit.CRC;
import com.garmin.fit.Decode;
import com.garmin.fit.DeveloperDataIdMesg;
import com.garmin.fit.DeveloperField;
import com.garmin.fit.FieldDescriptionMesg;
import com.garmin.fit.FitBaseType;
import com.garmin.fit.RecordMesg;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.Sport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our reader of FIT, held against Garmin's. */
class FitMessagesTest {

    private static final Instant START = Instant.parse("2026-03-28T07:30:00Z");
    private static final int RECORD = 20;

    private record Seen(long time, long heartRate, long latitude, long altitude, long distance) {}

    private static List<Seen> ours(byte[] file) throws IOException {
        FitMessages messages = new FitMessages(new ByteArrayInputStream(file));
        List<Seen> seen = new ArrayList<>();
        while (messages.next()) {
            if (messages.number() == RECORD) {
                seen.add(new Seen(
                        messages.timestamp(),
                        messages.number(3),
                        messages.number(0),
                        messages.number(78),
                        messages.number(5)));
            }
        }
        return seen;
    }

    private static List<Seen> garmins(byte[] file) {
        List<Seen> seen = new ArrayList<>();
        new Decode().read(new ByteArrayInputStream(file), message -> {
            if (message.getNum() == RECORD) {
                RecordMesg record = new RecordMesg(message);
                seen.add(new Seen(
                        record.getTimestamp().getTimestamp(),
                        number(record.getHeartRate()),
                        number(record.getPositionLat()),
                        raw(record.getEnhancedAltitude(), 5, 500),
                        raw(record.getDistance(), 100, 0)));
            }
        });
        return seen;
    }

    private static long number(Number value) {
        return value == null ? FitMessages.NONE : value.longValue();
    }

    private static long raw(Float value, double scale, double offset) {
        return value == null ? FitMessages.NONE : Math.round((value + offset) * scale);
    }

    /** Random recordings, with and without each field, some with fields of a developer between them. */
    @Test
    void messagesAreReadAsGarminReadsThem() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 100; round++) {
            FitFile file = FitFile.recordedBy(random.nextBoolean() ? null : 4711L);
            DeveloperField power = random.nextBoolean() ? developerField(file) : null;
            for (int i = 0; i < 50; i++) {
                RecordMesg record = new RecordMesg();
                record.setTimestamp(FitFile.time(START.plusSeconds(i)));
                if (random.nextInt(3) > 0) {
                    record.setHeartRate((short) random.nextInt(256));
                }
                if (random.nextInt(3) > 0) {
                    record.setPositionLat(random.nextInt());
                }
                if (random.nextInt(3) > 0) {
                    record.setEnhancedAltitude(random.nextInt(2000) / 5f);
                }
                if (random.nextInt(3) > 0) {
                    record.setDistance(random.nextInt(100_000) / 100f);
                }
                if (power != null && random.nextBoolean()) {
                    DeveloperField field = new DeveloperField(power);
                    field.setValue(random.nextInt(60_000));
                    record.addDeveloperField(field);
                }
                file.with(record);
            }
            byte[] bytes = file.bytes();
            assertEquals(garmins(bytes), ours(bytes), "round " + round);
        }
    }

    private static DeveloperField developerField(FitFile file) {
        DeveloperDataIdMesg developer = new DeveloperDataIdMesg();
        developer.setDeveloperDataIndex((short) 0);
        FieldDescriptionMesg description = new FieldDescriptionMesg();
        description.setDeveloperDataIndex((short) 0);
        description.setFieldDefinitionNumber((short) 0);
        description.setFitBaseTypeId(FitBaseType.UINT16);
        description.setFieldName(0, "power");
        file.with(developer).with(description);
        return new DeveloperField(description, developer);
    }

    @Test
    void textIsReadAsGarminWritesIt() throws IOException {
        SessionMesg session = new SessionMesg();
        session.setSport(Sport.CYCLING);
        session.setSportProfileName("Über Berge");
        FitMessages messages = new FitMessages(
                new ByteArrayInputStream(FitFile.recordedBy(1L).with(session).bytes()));
        messages.next();
        messages.next();
        assertEquals("Über Berge", messages.text(110));
        assertEquals(2, messages.number(5));
        assertEquals(FitMessages.NONE, messages.number(7));
    }

    /** What Garmin's encoder does not write: records with the last bits of the time alone, in both byte orders. */
    private static byte[] compressed(boolean isBigEndian) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        write(data, 0x40, 0, isBigEndian ? 1 : 0);
        write(data, isBigEndian ? new int[] {0, RECORD} : new int[] {RECORD, 0});
        write(data, 2, 253, 4, 0x86, 3, 1, 0x02);
        write(data, 0x41, 0, isBigEndian ? 1 : 0);
        write(data, isBigEndian ? new int[] {0, RECORD} : new int[] {RECORD, 0});
        write(data, 1, 3, 1, 0x02);
        // 0x4000003e, whose last five bits are 30.
        write(data, 0x00);
        write(data, isBigEndian ? new int[] {0x40, 0, 0, 0x3e} : new int[] {0x3e, 0, 0, 0x40});
        write(data, 120);
        write(data, 0x80 | (1 << 5) | 31, 121);
        write(data, 0x80 | (1 << 5), 122);
        write(data, 0x80 | (1 << 5) | 29, 255);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        write(file, 12, 0x20, 0, 0, data.size(), 0, 0, 0, '.', 'F', 'I', 'T');
        file.writeBytes(data.toByteArray());
        int crc = 0;
        for (byte next : file.toByteArray()) {
            crc = CRC.get16(crc, next);
        }
        write(file, crc & 0xff, crc >> 8);
        return file.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int... bytes) {
        for (int next : bytes) {
            out.write(next);
        }
    }

    @Test
    void lastBitsOfTheTimeContinueTheTimeBefore() throws IOException {
        for (boolean isBigEndian : new boolean[] {false, true}) {
            List<Seen> seen = ours(compressed(isBigEndian));
            assertEquals(
                    List.of(0x4000003eL, 0x4000003fL, 0x40000040L, 0x4000005dL),
                    seen.stream().map(Seen::time).toList());
            assertEquals(
                    List.of(120L, 121L, 122L, FitMessages.NONE),
                    seen.stream().map(Seen::heartRate).toList());
        }
    }

    @Test
    void messageOfATypeThatWasNotDefinedIsRefused() {
        byte[] file = compressed(false);
        file[12] = 0x05;
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> ours(file));
        assertEquals("A message is of a type that was not defined, at byte 12.", refusal.detail());
    }
}
