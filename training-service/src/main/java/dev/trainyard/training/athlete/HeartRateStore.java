package dev.trainyard.training.athlete;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Table athlete_heart_rate, one row for each day from which on a user has other heart rates. */
@ApplicationScoped
class HeartRateStore {

    private static final String COLUMNS = "effective_from, resting, max, threshold, vt1, vt2, zones";

    static final String LIST = "SELECT " + COLUMNS + """
             FROM athlete_heart_rate
            WHERE user_id = ? AND effective_from < ?
            ORDER BY effective_from DESC
            LIMIT ?
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM athlete_heart_rate WHERE user_id = ? AND effective_from = ?";

    // The athlete that the row refers to may have said nothing of themselves yet.
    private static final String PUT = """
            WITH made AS (
                INSERT INTO athlete (user_id, version) VALUES (?, 0) ON CONFLICT (user_id) DO NOTHING
            )
            INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max, threshold, vt1, vt2, zones)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, effective_from) DO UPDATE
            SET resting = excluded.resting, max = excluded.max, threshold = excluded.threshold, vt1 = excluded.vt1,
                vt2 = excluded.vt2, zones = excluded.zones
            RETURNING old.user_id IS NULL AS is_new
            """;

    private static final LocalDate AFTER_ALL = HeartRateDays.LAST.plusDays(1);

    private final Database database;

    HeartRateStore(Database database) {
        this.database = database;
    }

    /** The newest first. */
    Page<HeartRatesView> list(String user, PageQuery page) {
        LocalDate before = page.cursor(1).map(HeartRateStore::day).orElse(AFTER_ALL);
        List<HeartRatesView> rows = database.list(LIST, HeartRateStore::view, user, before, page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.effectiveFrom()));
    }

    Optional<HeartRatesView> find(String user, LocalDate effectiveFrom) {
        return database.one(FIND, HeartRateStore::view, user, effectiveFrom);
    }

    /** Writes the heart rates from that day on, over what may be there; whether nothing was. */
    boolean put(String user, LocalDate effectiveFrom, HeartRatesDraft draft) {
        return database.one(
                        PUT,
                        row -> row.getBoolean("is_new"),
                        user,
                        user,
                        effectiveFrom,
                        draft.resting(),
                        draft.max(),
                        draft.threshold(),
                        draft.vt1(),
                        draft.vt2(),
                        draft.zones() == null ? null : draft.zones().toArray(Integer[]::new))
                .orElseThrow();
    }

    /** Removes the row of that day; whether there was one. */
    boolean delete(String user, LocalDate effectiveFrom) {
        return database.update(
                        "DELETE FROM athlete_heart_rate WHERE user_id = ? AND effective_from = ?", user, effectiveFrom)
                == 1;
    }

    private static LocalDate day(Cursor cursor) {
        return HeartRateDays.parsed(cursor.text(0))
                .orElseThrow(() -> Problem.invalid(Violation.inQuery("cursor", "is not a cursor of this list")));
    }

    private static HeartRatesView view(ResultSet row) throws SQLException {
        return new HeartRatesView(
                row.getObject("effective_from", LocalDate.class),
                row.getObject("resting", Integer.class),
                row.getObject("max", Integer.class),
                row.getObject("threshold", Integer.class),
                row.getObject("vt1", Integer.class),
                row.getObject("vt2", Integer.class),
                zones(row));
    }

    private static List<Integer> zones(ResultSet row) throws SQLException {
        Array zones = row.getArray("zones");
        return zones == null
                ? null
                : Arrays.stream((Short[]) zones.getArray()).map(Short::intValue).toList();
    }
}
