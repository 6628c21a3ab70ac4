package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Figures as they are kept; what has changed since, or has not been reached yet, is computed first. */
@ApplicationScoped
class StoredLoads implements LoadSource {

    static final String READ = WANTED + """
            SELECT w.zone, w.from_day, w.to_day, kept.since,
                   coalesce(kept.until >= w.to_day, true)
                       AND NOT EXISTS (SELECT FROM load_change c WHERE c.user_id = w.user_id) AS is_fresh,
                   d.day, d.load, d.reason, d.known_days, d.acute, d.chronic, d.chronic_before, d.deviation, d.ewma_acute,
                   d.ewma_chronic, d.fitness, d.fatigue
            FROM wanted w
            CROSS JOIN LATERAL (
                SELECT min(day) AS since, max(day) AS until FROM load_day
                WHERE user_id = w.user_id AND metric = w.metric) AS kept
            LEFT JOIN load_day d ON d.user_id = w.user_id AND d.metric = w.metric
                AND d.day >= w.from_day - 1 AND d.day <= w.to_day
            ORDER BY d.day
            """;

    // A change may come between two tries, hardly between each.
    private static final int TRIES = 3;

    private final Database database;
    private final LoadRecompute recompute;
    private final PlainLoads plain;

    StoredLoads(Database database, LoadRecompute recompute, PlainLoads plain) {
        this.database = database;
        this.recompute = recompute;
        this.plain = plain;
    }

    /**
     * A day, and what all of them have in common.
     *
     * @param isFresh whether the figures are what the activities say: as the first row has it
     * @param head of the first row; null in the others, which say the same
     */
    private record Row(boolean isFresh, LoadSeries head, LoadFigures figures) {}

    @Override
    public LoadSeries read(String user, Metric metric, LoadRange range) {
        for (int i = 0; i < TRIES; i++) {
            List<Row> rows = database.list(READ, StoredLoads::row, user, metric.code(), range.from(), range.to());
            if (rows.getFirst().isFresh()) {
                return series(rows);
            }
            if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                // Of somebody who only reads: a comparison's.
                break;
            }
            recompute.ofReader(user);
        }
        return plain.read(user, metric, range);
    }

    private static LoadSeries series(List<Row> rows) {
        LoadSeries head = rows.getFirst().head();
        return new LoadSeries(
                head.timeZone(),
                head.from(),
                head.to(),
                head.since(),
                rows.stream().map(Row::figures).filter(Objects::nonNull).toList());
    }

    private static Row row(ResultSet row) throws SQLException {
        return row.getRow() == 1
                ? new Row(row.getBoolean("is_fresh"), head(row), figures(row))
                : new Row(true, null, figures(row));
    }

    private static LoadSeries head(ResultSet row) throws SQLException {
        return new LoadSeries(
                row.getString("zone"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getObject("since", LocalDate.class),
                List.of());
    }

    private static LoadFigures figures(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("day", LocalDate.class);
        if (day == null) {
            return null;
        }
        String reason = row.getString("reason");
        return new LoadFigures(
                day,
                row.getObject("load", Double.class),
                reason == null ? null : NullReason.of(reason),
                row.getInt("known_days"),
                row.getObject("acute", Double.class),
                row.getObject("chronic", Double.class),
                row.getObject("chronic_before", Double.class),
                row.getObject("deviation", Double.class),
                row.getObject("ewma_acute", Double.class),
                row.getObject("ewma_chronic", Double.class),
                row.getObject("fitness", Double.class),
                row.getObject("fatigue", Double.class));
    }
}
