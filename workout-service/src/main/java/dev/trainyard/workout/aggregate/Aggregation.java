package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Objects;

/**
 * Computes the figures of days anew, and those of the weeks and months that they are in; a fixed number of statements for
 * any number of users and days. What there is nothing to say of any more loses its row.
 */
@ApplicationScoped
class Aggregation {

    private static final String DAYS = """
            WITH changed AS (
                SELECT * FROM unnest(?::text[], ?::timestamptz[]) AS c (user_id, started_at)
            ), wanted AS (
                SELECT user_id, %1$s AS zone, bool_or(started_at IS NULL) AS everything
                FROM changed LEFT JOIN preference p USING (user_id)
                GROUP BY user_id, p.time_zone
            ), touched AS (
                SELECT user_id, zone, (started_at AT TIME ZONE zone)::date AS period
                FROM changed JOIN wanted USING (user_id)
                WHERE NOT everything
                UNION
                SELECT w.user_id, zone, (w.started_at AT TIME ZONE zone)::date
                FROM wanted JOIN workout w ON w.user_id = wanted.user_id
                WHERE everything AND w.finished_at IS NOT NULL
            ), fresh AS (
                SELECT w.user_id, t.period, s.exercise_id, %2$s
                FROM touched t
                JOIN workout w ON w.user_id = t.user_id AND w.finished_at IS NOT NULL
                     AND %3$s
                JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                GROUP BY w.user_id, t.period, s.exercise_id
            )
            """.formatted(
                    Calendars.ZONE, Figures.OF_SETS, Figures.startedIn(Granularity.DAY, "t.period", "t.zone", "1"))
            + replace(Granularity.DAY);

    private static final String WEEKS = ofDays(Granularity.WEEK);
    private static final String MONTHS = ofDays(Granularity.MONTH);

    private static final String RAISE_VERSION = """
            WITH changed AS (
                SELECT user_id, EXISTS (SELECT FROM exercise_weekly a WHERE a.user_id = c.user_id) AS has_weeks
                FROM (SELECT DISTINCT unnest(?::text[])) AS c (user_id)
            ), gone AS (
                DELETE FROM aggregate_version v USING changed c WHERE v.user_id = c.user_id AND NOT c.has_weeks
            )
            INSERT INTO aggregate_version (user_id)
            SELECT user_id FROM changed WHERE has_weeks ORDER BY user_id
            ON CONFLICT (user_id) DO UPDATE SET version = uuidv7()
            """;

    private final Database database;

    Aggregation(Database database) {
        this.database = database;
    }

    private record Day(String user, String day) {}

    /** Computes anew what has changed. The caller keeps others from doing the same for these users. */
    @Transactional(TxType.MANDATORY)
    void compute(List<Change> changes) {
        String[] users = changes.stream().map(Change::user).toArray(String[]::new);
        String[] starts = changes.stream()
                .map(change -> Objects.toString(change.startedAt(), null))
                .toArray(String[]::new);
        String[] wholeUsers = changes.stream()
                .filter(change -> change.startedAt() == null)
                .map(Change::user)
                .distinct()
                .toArray(String[]::new);
        if (wholeUsers.length > 0) {
            // Their days and weeks are others now: the rows of before may stand for none of them.
            for (Granularity granularity : Granularity.values()) {
                database.update("DELETE FROM " + granularity.table() + " WHERE user_id = ANY (?)", (Object) wholeUsers);
            }
        }
        List<Day> days = database.list(DAYS, row -> new Day(row.getString(1), row.getString(2)), users, starts);
        String[] usersOfDays = days.stream().map(Day::user).toArray(String[]::new);
        String[] dates = days.stream().map(Day::day).toArray(String[]::new);
        database.list(WEEKS, row -> null, usersOfDays, dates);
        database.list(MONTHS, row -> null, usersOfDays, dates);
        database.update(RAISE_VERSION, (Object) users);
    }

    private static String ofDays(Granularity granularity) {
        return """
                WITH touched AS (
                    SELECT DISTINCT d.user_id, %1$s AS period
                    FROM unnest(?::text[], ?::date[]) AS d (user_id, day)
                    LEFT JOIN preference p ON p.user_id = d.user_id
                ), fresh AS (
                    SELECT a.user_id, t.period, a.exercise_id, %2$s
                    FROM touched t
                    CROSS JOIN generate_series(0, %3$d) AS n
                    JOIN exercise_daily a ON a.user_id = t.user_id AND a.day = t.period + n AND t.period + n < %4$s
                    GROUP BY a.user_id, t.period, a.exercise_id
                )
                """.formatted(
                                granularity.startOf("d.day", Calendars.FIRST_WEEKDAY),
                                Figures.OF_DAYS,
                                granularity.longest() - 1,
                                granularity.endOf("t.period"))
                + replace(granularity);
    }

    private static String replace(Granularity granularity) {
        // A statement's parts do not see each other's changes, and may not change a row twice: what is still there is
        // overwritten, and only the rest removed.
        return """
            , gone AS (
                DELETE FROM %1$s a USING touched t
                WHERE a.user_id = t.user_id AND a.%2$s = t.period
                  AND NOT EXISTS (
                      SELECT FROM fresh f
                      WHERE f.user_id = a.user_id AND f.period = a.%2$s AND f.exercise_id = a.exercise_id)
            ), written AS (
                INSERT INTO %1$s AS a (user_id, %2$s, exercise_id, %3$s)
                SELECT user_id, period, exercise_id, %3$s FROM fresh
                ON CONFLICT (user_id, %2$s, exercise_id) DO UPDATE
                SET (%3$s, updated_at) = ROW (%4$s, now())
                WHERE (%5$s) IS DISTINCT FROM (%4$s)
            )
            SELECT user_id, period FROM touched
            """.formatted(
                granularity.table(), granularity.column(), Figures.COLUMNS, prefixed("excluded."), prefixed("a."));
    }

    private static String prefixed(String prefix) {
        return prefix + Figures.COLUMNS.replace(", ", ", " + prefix);
    }
}
