package dev.trainyard.workout.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.set.SetBounds;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The rows of a file on their way into the database: copied as they are read into a temporary table that ends with the
 * transaction. Nothing of a row stays in memory.
 */
final class StagedRows implements ExportFile.Rows, AutoCloseable {

    private static final int MAX_REPORTED = 1000;

    private final ZoneId zone;
    private final int maxRows;
    private final CsvWriter rows;
    private final List<SkippedRow> skipped = new ArrayList<>();
    private int skippedCount;
    private int count;

    /**
     * Copies to {@code connection}, in its transaction, until closed.
     *
     * @param zone of local times
     * @param maxRows how many sets a file may have
     */
    StagedRows(Connection connection, ZoneId zone, int maxRows) throws SQLException {
        this.zone = zone;
        this.maxRows = maxRows;
        PGConnection postgres = connection.unwrap(PGConnection.class);
        this.rows = CsvWriter.builder()
                .build(new OutputStreamWriter(
                        new PGCopyOutputStream(postgres, "COPY staged FROM STDIN (FORMAT csv)"),
                        StandardCharsets.UTF_8));
    }

    @Override
    public void set(long line, ImportedSet set) throws BrokenRow {
        if (++count > maxRows) {
            throw Problem.badRequest(
                    "too-many-rows",
                    "A file may have at most " + maxRows + " sets"
                            + (maxRows < ImportService.MAX_ROWS
                                    ? " here, and " + ImportService.MAX_ROWS + " with Prefer: respond-async."
                                    : "."));
        }
        ImportedWorkout workout = set.workout();
        Instant performedAt =
                instant(set.performedAt() == null ? workout.startedAt() : set.performedAt(), workout.offset());
        if (!SetBounds.isPast(performedAt)) {
            throw new BrokenRow("has a date before 1900 or more than a day in the future");
        }
        // The earliest set of a day starts a workout whose time is not known.
        Instant startedAt = set.performedAt() == null ? instant(workout.startedAt(), workout.offset()) : performedAt;
        UUID workoutKey = key(Arrays.asList(workout.startedAt(), workout.name()));
        rows.writeRecord(
                Long.toString(line),
                workoutKey.toString(),
                key(contentOf(workoutKey, set)).toString(),
                workout.name(),
                workout.notes(),
                startedAt.toString(),
                startedAt.plus(workout.duration()).toString(),
                performedAt.toString(),
                set.exercise(),
                set.type().code(),
                plain(set.weightKg()),
                set.unit().symbol(),
                set.reps() == null ? null : set.reps().toString(),
                plain(set.effort().rpe()),
                plain(set.effort().rir()),
                plain(set.distanceMeters()),
                plain(set.durationSeconds()),
                set.superset() == null ? null : set.superset().toString(),
                set.restSeconds() == null ? null : set.restSeconds().toString(),
                set.notes());
    }

    @Override
    public void broken(long line, String reason) {
        broken(List.of(new SkippedRow(line, reason)), 1);
    }

    /** Rows that turned out not to fit: some of them, and how many they are. */
    void broken(List<SkippedRow> some, int number) {
        skippedCount += number;
        skipped.addAll(some.subList(0, Math.min(some.size(), MAX_REPORTED - skipped.size())));
    }

    List<SkippedRow> skipped() {
        return skipped;
    }

    int skippedCount() {
        return skippedCount;
    }

    /** Ends the copy, which the transaction needs before its next statement. */
    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private Instant instant(LocalDateTime local, ZoneOffset offset) {
        return local.atZone(offset == null ? zone : offset).toInstant();
    }

    private static String plain(BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    /** What is in it must never change, or files that were imported before would be taken for new ones. */
    private static List<Object> contentOf(UUID workout, ImportedSet set) {
        List<Object> content = new ArrayList<>(Arrays.asList(
                workout,
                set.exercise(),
                set.order(),
                set.type(),
                plain(set.writtenWeight()),
                set.reps(),
                plain(set.effort().rpe()),
                plain(set.writtenDistance()),
                plain(set.durationSeconds())));
        if (set.performedAt() != null) {
            content.add(set.performedAt());
        }
        return content;
    }

    /** What tells a row apart from others, wherever and whenever it is read: its content as written, without zone and unit. */
    private static UUID key(List<Object> parts) {
        StringBuilder content = new StringBuilder();
        for (Object part : parts) {
            content.append(part).append('\u001f');
        }
        return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
