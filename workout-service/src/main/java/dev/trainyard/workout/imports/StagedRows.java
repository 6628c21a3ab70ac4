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
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The rows of a file on their way into the database: copied as they are read into a temporary table that ends with the
 * transaction. What stays in memory is a count for each workout.
 */
final class StagedRows implements ExportFile.Rows, AutoCloseable {

    static final String TABLE = """
            CREATE TEMPORARY TABLE staged (
                line bigint, workout_key uuid, set_key uuid, workout_name text, started_at timestamptz,
                finished_at timestamptz, exercise text, type text, weight_kg numeric, unit text, reps integer,
                rpe numeric, distance_m numeric, duration_seconds numeric
            ) ON COMMIT DROP
            """;

    private static final int MAX_ROWS = 200_000;
    private static final int MAX_REPORTED = 1000;
    private static final int MAX_SETS = 1000;

    private final ZoneId zone;
    private final CsvWriter rows;
    private final Map<UUID, Integer> setsOfWorkout = new HashMap<>();
    private final List<SkippedRow> skipped = new ArrayList<>();
    private int skippedCount;
    private int count;

    /** Copies to {@code connection}, in its transaction, until closed; local times are those of {@code zone}. */
    StagedRows(Connection connection, ZoneId zone) throws SQLException {
        this.zone = zone;
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        this.rows = CsvWriter.builder()
                .build(new OutputStreamWriter(
                        new PGCopyOutputStream(postgres, "COPY staged FROM STDIN (FORMAT csv)"),
                        StandardCharsets.UTF_8));
    }

    @Override
    public void set(long line, ImportedSet set) throws BrokenRow {
        if (++count > MAX_ROWS) {
            throw Problem.badRequest("too-many-rows", "A file may have at most " + MAX_ROWS + " sets.");
        }
        Instant startedAt = set.startedAt().atZone(zone).toInstant();
        if (!SetBounds.isPast(startedAt)) {
            throw new BrokenRow("has a date before 1900 or more than a day in the future");
        }
        UUID workout = key(set.startedAt(), set.workoutName());
        if (setsOfWorkout.merge(workout, 1, Integer::sum) > MAX_SETS) {
            throw new BrokenRow("is beyond the 1000 sets that a workout holds");
        }
        rows.writeRecord(
                Long.toString(line),
                workout.toString(),
                key(
                                workout,
                                set.exercise(),
                                set.order(),
                                set.type(),
                                plain(set.writtenWeight()),
                                set.reps(),
                                plain(set.rpe()),
                                plain(set.writtenDistance()),
                                plain(set.durationSeconds()))
                        .toString(),
                set.workoutName(),
                startedAt.toString(),
                startedAt.plus(set.duration()).toString(),
                set.exercise(),
                set.type().code(),
                plain(set.weightKg()),
                set.unit().symbol(),
                set.reps() == null ? null : set.reps().toString(),
                plain(set.rpe()),
                plain(set.distanceMeters()),
                plain(set.durationSeconds()));
    }

    @Override
    public void broken(long line, String reason) {
        skippedCount++;
        if (skipped.size() < MAX_REPORTED) {
            skipped.add(new SkippedRow(line, reason));
        }
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

    private static String plain(BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    /** What tells a row apart from others, wherever and whenever it is read: its content as written, without zone and unit. */
    private static UUID key(Object... parts) {
        StringBuilder content = new StringBuilder();
        for (Object part : parts) {
            content.append(part).append('\u001f');
        }
        return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
