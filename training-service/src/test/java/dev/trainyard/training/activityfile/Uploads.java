package dev.trainyard.training.activityfile;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.recording.Tour;
import dev.trainyard.training.recording.XmlFile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the tests of activity files say again and again. */
final class Uploads {

    static final String PATH = "/api/v1/activities/files";

    private Uploads() {}

    static Response post(TestUser user, byte[] file) {
        return post(user, file, "");
    }

    static Response post(TestUser user, byte[] file, String query) {
        return user.request().contentType("application/octet-stream").body(file).post(PATH + query);
    }

    /** A run of so many seconds at 3 m/s. */
    static byte[] run(String start, int seconds) {
        return XmlFile.gpx(Tour.from(start).move(seconds + 1, 3), "Run", "running");
    }

    static byte[] gzip(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** With entries in the map's order. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
