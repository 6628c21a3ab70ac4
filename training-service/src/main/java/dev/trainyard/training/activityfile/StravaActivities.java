package dev.trainyard.training.activityfile;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.trainyard.training.recording.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Strava's bulk export says of the recordings in it: the table activities.csv. Its header is in the language of the
 * athlete, so its first five columns are known by their place; which one has the file's name is seen by what is in it.
 */
final class StravaActivities {

    static final String TABLE = "activities.csv";
    static final String FOLDER = "activities/";

    private static final int MAX_RECORD = 128 * 1024;
    private static final int ID = 0;
    private static final int NAME = 2;
    private static final int TYPE = 3;
    private static final int DESCRIPTION = 4;

    private final Map<String, Row> rows = new HashMap<>();

    /** One activity, as the table has it; null where it is blank. */
    record Row(String id, String name, String type, String description) {}

    /** Of an export without a table, or with one that cannot be read. */
    static StravaActivities none() {
        return new StravaActivities();
    }

    /**
     * Reads the table.
     *
     * @throws UnreadableFile when it is none, or has more than {@code maxRows} rows
     */
    static StravaActivities read(InputStream bytes, int maxRows) throws IOException {
        StravaActivities activities = new StravaActivities();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_RECORD)
                .ofCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            int count = 0;
            for (CsvRecord row : csv) {
                if (++count > maxRows + 1) {
                    throw UnreadableFile.tooLarge("The table has more than " + maxRows + " rows");
                }
                activities.add(row.getFields());
            }
            return activities;
        } catch (CsvParseException notCsv) {
            throw UnreadableFile.malformed("It is not CSV: " + notCsv.getMessage(), null);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** What is said of the recording with this name, from the folder of the table on. */
    Optional<Row> of(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    private void add(List<String> fields) {
        fields.stream()
                .filter(field -> field.startsWith(FOLDER))
                .findFirst()
                .ifPresent(file -> rows.put(
                        file,
                        new Row(
                                field(fields, ID),
                                field(fields, NAME),
                                field(fields, TYPE),
                                field(fields, DESCRIPTION))));
    }

    private static String field(List<String> fields, int index) {
        String field = index < fields.size() ? fields.get(index).strip() : "";
        return field.isEmpty() ? null : field;
    }
}
