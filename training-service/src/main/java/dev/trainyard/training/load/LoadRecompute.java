package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Computes the figures of days anew: one statement for any number of users and days. */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class LoadRecompute {

    // In one order, so that two who want several users do not wait for each other; until the transaction ends. And
    // without
    // sequential scans for as long: a table that was analysed when it had nothing in it would be read whole for each
    // series.
    private static final String LOCK_USERS = """
            SELECT set_config('enable_seqscan', 'off', true), pg_advisory_xact_lock(key)
            FROM (SELECT DISTINCT hashtextextended(u, 28) AS key FROM unnest(?::text[]) AS u ORDER BY key) AS users
            """;

    private static final String FIGURES = "load, reason, known_days, acute, chronic, chronic_before, deviation,"
            + " ewma_acute, ewma_chronic, fitness, fatigue";

    /**
     * Takes what is noted of these users, and computes from the earliest day on: the windows look back 27 days, the
     * recursions go on from the day before. Days that nobody has come by yet are added up to today, and those removed that
     * are before the first activity now. Parameters: users, users, and a day from which to compute whatever is noted.
     *
     * <p>What is said of a day comes from several tables and is gathered by grouping, not by joins: whatever the planner
     * takes the numbers of rows for, it sorts them once.
     */
    static final String COMPUTE = """
            WITH taken AS (
                DELETE FROM load_change WHERE user_id = ANY (?::text[]) RETURNING user_id, from_day
            ), wanted AS (
                SELECT u.user_id, least(min(taken.from_day), ?::date) AS from_day
                FROM unnest(?::text[]) AS u (user_id) LEFT JOIN taken USING (user_id)
                GROUP BY u.user_id
            ), series AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY w.user_id, m.metric) AS series, w.user_id, m.metric, recorded.first_day,
                       greatest(recorded.last_day,
                                (statement_timestamp() AT TIME ZONE coalesce(a.time_zone, 'UTC'))::date) AS last_day,
                       greatest(recorded.first_day,
                                least(w.from_day, coalesce(kept.last_day + 1, recorded.first_day))) AS from_day
                FROM wanted w
                LEFT JOIN athlete a ON a.user_id = w.user_id
                CROSS JOIN unnest(ARRAY[%1$s]) AS m (metric)
                CROSS JOIN LATERAL (
                    SELECT min(day) AS first_day, max(day) AS last_day
                    FROM activity_load WHERE user_id = w.user_id AND metric = m.metric) AS recorded
                CROSS JOIN LATERAL (
                    SELECT max(day) AS last_day FROM load_day WHERE user_id = w.user_id AND metric = m.metric) AS kept
            ), calendar AS (
                SELECT series, user_id, metric, greatest(first_day, from_day - 27) AS since, from_day, last_day
                FROM series WHERE first_day IS NOT NULL
            ), said AS (
                SELECT c.series, c.since + n AS day, NULL::double precision AS load, NULL::text AS reason,
                       NULL::double precision[] AS recursion
                FROM calendar c CROSS JOIN LATERAL generate_series(0, c.last_day - c.since) AS n
                UNION ALL
                SELECT c.series, l.day, l.load, CASE WHEN l.load IS NULL THEN 'missing-inputs' ELSE 'known' END, NULL
                FROM calendar c CROSS JOIN LATERAL (
                    SELECT day, %2$s AS load
                    FROM activity_load
                    WHERE user_id = c.user_id AND metric = c.metric AND day BETWEEN c.since AND c.last_day
                    GROUP BY day) AS l
                UNION ALL
                SELECT c.series, g.day, NULL, 'gap', NULL
                FROM calendar c CROSS JOIN LATERAL (
                    SELECT greatest(first_day, c.since) + n AS day
                    FROM load_gap
                    CROSS JOIN LATERAL generate_series(
                        0, least(last_day, c.last_day) - greatest(first_day, c.since)) AS n
                    WHERE user_id = c.user_id AND first_day <= c.last_day AND last_day >= c.since) AS g
                UNION ALL
                SELECT c.series, k.day, NULL, NULL, ARRAY[k.ewma_acute, k.ewma_chronic, k.fitness, k.fatigue]
                FROM calendar c CROSS JOIN LATERAL (
                    SELECT * FROM load_day
                    WHERE user_id = c.user_id AND metric = c.metric AND day = c.from_day - 1 AND day >= c.since
                        AND ewma_acute IS NOT NULL
                    OFFSET 0) AS k
            ), days AS (
                -- An activity counts for more than a gap: 'known' and 'missing-inputs' sort after 'gap'.
                SELECT series, day, max(reason) AS reason, max(recursion) AS recursion,
                       CASE WHEN max(reason) IS NULL THEN 0 ELSE max(load) END AS load
                FROM said GROUP BY series, day
            ), steps AS (
                SELECT series, day, load, reason,
                       lag(load, 6) OVER by_day AS l6, lag(load, 5) OVER by_day AS l5, lag(load, 4) OVER by_day AS l4,
                       lag(load, 3) OVER by_day AS l3, lag(load, 2) OVER by_day AS l2, lag(load, 1) OVER by_day AS l1,
                       load_recursion(load, recursion) OVER by_day AS recursion
                FROM days
                WINDOW by_day AS (PARTITION BY series ORDER BY day ROWS UNBOUNDED PRECEDING)
            ), weeks AS (
                SELECT *, num_nonnulls(l6, l5, l4, l3, l2, l1, load) AS week_days,
                       coalesce(l6, 0) + coalesce(l5, 0) + coalesce(l4, 0) + coalesce(l3, 0) + coalesce(l2, 0)
                           + coalesce(l1, 0) + coalesce(load, 0) AS week_load
                FROM steps
            ), months AS (
                -- The 21 days before the last 7, as three weeks.
                SELECT *, week_load / nullif(week_days, 0) AS acute,
                       coalesce(lag(week_days, 21) OVER by_day, 0) + coalesce(lag(week_days, 14) OVER by_day, 0)
                           + coalesce(lag(week_days, 7) OVER by_day, 0) AS before_days,
                       coalesce(lag(week_load, 21) OVER by_day, 0) + coalesce(lag(week_load, 14) OVER by_day, 0)
                           + coalesce(lag(week_load, 7) OVER by_day, 0) AS before_load
                FROM weeks
                WINDOW by_day AS (PARTITION BY series ORDER BY day)
            ), too_early AS (
                DELETE FROM load_day d USING series s
                WHERE d.user_id = s.user_id AND d.metric = s.metric AND d.day < coalesce(s.first_day, 'infinity')
            ), too_late AS (
                DELETE FROM load_day d USING series s
                WHERE d.user_id = s.user_id AND d.metric = s.metric AND d.day > s.last_day AND s.first_day IS NOT NULL
            )
            INSERT INTO load_day AS held (user_id, metric, day, %3$s)
            SELECT s.user_id, s.metric, day, load, nullif(reason, 'known'), before_days + week_days, acute,
                   (before_load + week_load) / nullif(before_days + week_days, 0), before_load / nullif(before_days, 0),
                   CASE WHEN week_days < 7 THEN NULL
                        -- The mean of equal numbers need not be that number, to the last digit.
                        WHEN least(l6, l5, l4, l3, l2, l1, load) = greatest(l6, l5, l4, l3, l2, l1, load) THEN 0
                        ELSE sqrt(((l6 - acute) * (l6 - acute) + (l5 - acute) * (l5 - acute)
                                   + (l4 - acute) * (l4 - acute) + (l3 - acute) * (l3 - acute)
                                   + (l2 - acute) * (l2 - acute) + (l1 - acute) * (l1 - acute)
                                   + (load - acute) * (load - acute)) / 7) END,
                   recursion[1], recursion[2], recursion[3], recursion[4]
            FROM months JOIN series s USING (series)
            WHERE day >= s.from_day
            ON CONFLICT (user_id, metric, day) DO UPDATE SET (%3$s) = ROW (%4$s)
            WHERE (%5$s) IS DISTINCT FROM (%4$s)
            """.formatted(
                    Arrays.stream(Metric.values())
                            .map(metric -> "'" + metric.code() + "'")
                            .collect(Collectors.joining(", ")),
                    LoadSource.OF_DAY,
                    FIGURES,
                    prefixed("excluded."),
                    prefixed("held."));

    private final Database database;
    private final Timer ofReaders;
    private final Timer ofChanges;
    private final Timer ofEverything;
    private final Counter changedDays;

    LoadRecompute(Database database, MeterRegistry metrics) {
        this.database = database;
        this.ofReaders = timer("read", metrics);
        this.ofChanges = timer("change", metrics);
        this.ofEverything = timer("everything", metrics);
        this.changedDays = Counter.builder("trainyard.training.load.days")
                .description("Days of a user in a metric whose figures were computed and are others than before")
                .register(metrics);
    }

    /** Brings the figures of a user who wants to read them up to date, in a transaction of its own. */
    void ofReader(String user) {
        List<String> users = List.of(user);
        QuarkusTransaction.requiringNew().run(() -> {
            lock(users);
            compute(ofReaders, users, null);
        });
    }

    /** Brings the figures of these users up to date; how many days' are others than before. */
    @Transactional(TxType.MANDATORY)
    int ofChanges(List<String> users) {
        lock(users);
        return compute(ofChanges, users, null);
    }

    /** Computes all figures of these users anew; how many days' are others than before. */
    @Transactional(TxType.MANDATORY)
    int ofEverything(List<String> users) {
        lock(users);
        return compute(ofEverything, users, "-infinity");
    }

    private void lock(List<String> users) {
        database.list(LOCK_USERS, row -> null, (Object) users.toArray(String[]::new));
    }

    private int compute(Timer timer, List<String> users, String from) {
        String[] ids = users.toArray(String[]::new);
        int changed = timer.record(() -> database.update(COMPUTE, ids, from, ids));
        changedDays.increment(changed);
        return changed;
    }

    private static Timer timer(String cause, MeterRegistry metrics) {
        return Timer.builder("trainyard.training.load.recompute")
                .description("Statements that compute figures anew: for a reader, after a change, or all for an admin")
                .tag("cause", cause)
                .register(metrics);
    }

    private static String prefixed(String prefix) {
        return prefix + FIGURES.replace(", ", ", " + prefix);
    }
}
