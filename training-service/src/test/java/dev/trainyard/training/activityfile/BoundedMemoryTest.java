package dev.trainyard.training.activityfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.training.recording.Tour;
import dev.trainyard.training.recording.XmlFile;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads many times as large as the memory that there is, read by a process of their own. */
class BoundedMemoryTest {

    private static final int RIDES = 15;

    @TempDir
    Path folder;

    /** What the process does: reads an upload and says how many activities it has. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            try (Gathered gathered = new UploadReader(ActivityFileConfigTest.defaults()).read(Path.of(arguments[0]))) {
                System.out.print(gathered.found().size());
            }
        }
    }

    @Test
    void zipIsReadInAFractionOfItsSize() throws Exception {
        Random random = new Random(12);
        byte[] ride = XmlFile.gpx(
                Tour.from("2026-06-01T05:00:00Z")
                        .withHeartRate(second -> 100 + random.nextInt(80))
                        .withAltitude(second -> 500)
                        .move(36_000, 7),
                "Ride",
                "cycling");
        Path file = folder.resolve("rides.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < RIDES; i++) {
                zip.putNextEntry(new ZipEntry(i + ".gpx"));
                zip.write(ride);
                zip.closeEntry();
            }
        }
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reader.waitFor());
        assertEquals(String.valueOf(RIDES), output);
    }
}
