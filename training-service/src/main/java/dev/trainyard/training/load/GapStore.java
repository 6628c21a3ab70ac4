package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;

/** Table load_gap. Its triggers note from which day on a change touches the user's figures. */
@ApplicationScoped
class GapStore {

    // Two who replace the list at once must not leave a mixture of both.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 29))";

    // What stays as it is is not touched, and its days are not computed anew.
    private static final String REPLACE = """
            WITH given AS (
                SELECT * FROM unnest(?::date[], ?::date[], ?::text[]) AS g (first_day, last_day, note)
            ), gone AS (
                DELETE FROM load_gap g
                WHERE g.user_id = ? AND NOT EXISTS (SELECT FROM given WHERE given.first_day = g.first_day)
            )
            INSERT INTO load_gap AS held (user_id, first_day, last_day, note)
            SELECT ?, first_day, last_day, note FROM given
            ON CONFLICT (user_id, first_day) DO UPDATE SET last_day = excluded.last_day, note = excluded.note
            WHERE (held.last_day, held.note) IS DISTINCT FROM (excluded.last_day, excluded.note)
            """;

    static final String LIST = "SELECT first_day, last_day, note FROM load_gap WHERE user_id = ? ORDER BY first_day";

    private final Database database;

    GapStore(Database database) {
        this.database = database;
    }

    /** The user's gaps, oldest first. */
    Gaps list(String user) {
        return new Gaps(database.list(
                LIST,
                row -> new Gap(
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("note")),
                user));
    }

    /** Makes these the user's gaps, and no others. */
    @Transactional
    void replace(String user, Gaps gaps) {
        List<Gap> given = gaps.gaps();
        database.list(LOCK, row -> null, user);
        database.update(
                REPLACE,
                given.stream().map(gap -> gap.from().toString()).toArray(String[]::new),
                given.stream().map(gap -> gap.to().toString()).toArray(String[]::new),
                given.stream().map(Gap::note).toArray(String[]::new),
                user,
                user);
    }
}
