package dev.trainyard.training.activityfile;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.activity.ActivityType;
import dev.trainyard.training.recording.Recording;
import dev.trainyard.training.recording.RecordingFile;
import dev.trainyard.training.recording.Sport;
import dev.trainyard.training.recording.UnreadableFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** Reads uploads: a recording, compressed or not, or a zip of such; by what is in them, whatever they are called. */
@ApplicationScoped
class UploadReader {

    private static final int MAX_NAME = 120;
    private static final int MAX_NOTES = 10_000;
    private static final int MAX_ENTRY = 255;
    private static final int MAGIC = 4;
    private static final int BUFFER = 16 * 1024;
    private static final Pattern STRAVA_ID = Pattern.compile("\\d{1,20}");

    private final ActivityFileConfig config;

    UploadReader(ActivityFileConfig config) {
        this.config = config;
    }

    /**
     * Reads an upload to its end.
     *
     * @throws UnreadableFile when it is a single recording that cannot be read, or no good zip
     */
    Gathered read(Path file) throws IOException {
        Gathered gathered = new Gathered(Spool.open());
        try {
            long bytes = Files.size(file);
            Unpacking unpacking = new Unpacking(config, bytes);
            if (isZip(file)) {
                try (Archive archive = Archive.open(file, config.maxEntries())) {
                    gathered.isOf(take(archive, unpacking, gathered), bytes);
                }
            } else {
                try (InputStream recording = Files.newInputStream(file)) {
                    RecordingFile read = recording(unpacking.of(recording), unpacking);
                    take(null, read, Optional.empty(), gathered);
                    gathered.isOf(read.format().code(), bytes);
                }
            }
            return gathered;
        } catch (IOException | RuntimeException failure) {
            gathered.close();
            throw failure;
        }
    }

    /** Takes what is in a zip, and says which kind of zip it is. */
    private String take(Archive archive, Unpacking unpacking, Gathered gathered) throws IOException {
        List<ZipEntry> files = archive.files();
        Optional<ZipEntry> table = files.stream()
                .filter(file -> file.getName().equals(StravaActivities.TABLE)
                        || file.getName().endsWith("/" + StravaActivities.TABLE))
                .min(Comparator.comparingInt(file -> file.getName().length()));
        if (table.isEmpty()) {
            for (ZipEntry file : files) {
                take(archive, file, unpacking, Optional.empty(), gathered);
            }
            return "zip";
        }
        StravaActivities activities = table(archive, table.get(), unpacking, gathered);
        String name = table.get().getName();
        String root = name.substring(0, name.length() - StravaActivities.TABLE.length());
        for (ZipEntry file : files) {
            // Photos, routes that were never ridden, and whatever else Strava knows, is beside that folder.
            if (file.getName().startsWith(root + StravaActivities.FOLDER)) {
                take(archive, file, unpacking, activities.of(file.getName().substring(root.length())), gathered);
            }
        }
        return "strava";
    }

    private StravaActivities table(Archive archive, ZipEntry entry, Unpacking unpacking, Gathered gathered)
            throws IOException {
        try {
            return archive.read(entry, unpacking, bytes -> StravaActivities.read(bytes, config.maxEntries()));
        } catch (UnreadableFile refusal) {
            gathered.add(Failure.of(label(entry), refusal));
        } catch (EOFException | ZipException damaged) {
            gathered.add(Failure.of(label(entry), damaged()));
        }
        return StravaActivities.none();
    }

    private void take(
            Archive archive, ZipEntry file, Unpacking unpacking, Optional<StravaActivities.Row> row, Gathered gathered)
            throws IOException {
        try {
            RecordingFile read = archive.read(file, unpacking, bytes -> recording(bytes, unpacking));
            take(label(file), read, row, gathered);
        } catch (UnreadableFile refusal) {
            gathered.add(Failure.of(label(file), refusal));
        } catch (EOFException | ZipException damaged) {
            gathered.add(Failure.of(label(file), damaged()));
        }
    }

    private static RecordingFile recording(InputStream packed, Unpacking unpacking) throws IOException {
        BufferedInputStream file = new BufferedInputStream(packed, BUFFER);
        file.mark(MAGIC);
        byte[] start = file.readNBytes(MAGIC);
        file.reset();
        if (isZip(start)) {
            throw UnreadableFile.unknown("A zip within something else is not opened");
        }
        if (start.length < 2 || (start[0] & 0xff) != 0x1f || (start[1] & 0xff) != 0x8b) {
            return RecordingFile.read(file, Instant.now());
        }
        try {
            InputStream unpacked = unpacking.of(new GZIPInputStream(file, BUFFER));
            RecordingFile read = RecordingFile.read(unpacked, Instant.now());
            // To the end, where the checksum is.
            unpacked.skip(Long.MAX_VALUE);
            return read;
        } catch (EOFException | ZipException damaged) {
            throw damaged();
        }
    }

    private void take(String entry, RecordingFile file, Optional<StravaActivities.Row> row, Gathered gathered)
            throws IOException {
        int number = 0;
        for (Recording recording : file.recordings()) {
            number++;
            if (gathered.found().size() == config.maxEntries()) {
                throw Problem.of(
                        413, "archive-too-large", "A zip may have at most " + config.maxEntries() + " activities.");
            }
            Spool.Kept kept =
                    recording.heartRates() == null ? null : gathered.spool().keep(recording.heartRates());
            gathered.add(new Found(
                    entry,
                    externalId(recording, row, number),
                    row.map(StravaActivities.Row::type)
                            .map(type -> Sport.named(type).type())
                            .filter(type -> type != ActivityType.OTHER)
                            .orElse(recording.type()),
                    text(row.map(StravaActivities.Row::name).orElse(recording.name()), MAX_NAME),
                    text(row.map(StravaActivities.Row::description).orElse(recording.notes()), MAX_NOTES),
                    recording.withoutHeartRates(),
                    kept));
        }
    }

    /** Strava's id where there is one, else the device's serial number and the start. */
    private static String externalId(Recording recording, Optional<StravaActivities.Row> row, int number) {
        Optional<String> strava = row.map(StravaActivities.Row::id)
                .filter(id -> STRAVA_ID.matcher(id).matches());
        if (strava.isPresent()) {
            return "strava:" + strava.get() + (number == 1 ? "" : "/" + number);
        }
        return recording.deviceSerial() == null
                ? null
                : "fit:" + recording.deviceSerial() + ":"
                        + recording.startedAt().getEpochSecond();
    }

    /** As much of it as is kept; null when nothing is left. */
    private static String text(String text, int max) {
        if (text == null) {
            return null;
        }
        String kept = text.replace("\0", "").strip();
        if (kept.length() > max) {
            // Not in the middle of a character that is two in Java.
            kept = kept.substring(0, Character.isHighSurrogate(kept.charAt(max - 1)) ? max - 1 : max)
                    .strip();
        }
        return kept.isEmpty() ? null : kept;
    }

    private static String label(ZipEntry file) {
        return text(file.getName(), MAX_ENTRY);
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return isZip(bytes.readNBytes(MAGIC));
        }
    }

    /** Of a zip, or of one with nothing in it. */
    private static boolean isZip(byte[] start) {
        return start.length == MAGIC
                && start[0] == 'P'
                && start[1] == 'K'
                && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    }

    private static UnreadableFile damaged() {
        return UnreadableFile.malformed("The compressed data is cut off or damaged", null);
    }
}
