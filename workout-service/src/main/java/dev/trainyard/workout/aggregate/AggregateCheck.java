package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Compares kept figures of days, weeks and months picked at random with what their sets say. What differs is counted,
 * reported, and queued to be computed anew.
 */
@Startup
@ApplicationScoped
class AggregateCheck {

    private static final Logger LOG = Logger.getLogger(AggregateCheck.class);

    private static final int USUAL_SAMPLE = 100;

    // Days that have figures, and days that should have some. Blocks picked at random, as many as hold a few thousand
    // rows:
    // a large table is not read to look at a hundred of its rows.
    private static final String PICK = """
            WITH share (of_days, of_workouts) AS (
                SELECT least(100, 5000.0 * sample / greatest(d.reltuples, 1)),
                       least(100, 5000.0 * sample / greatest(w.reltuples, 1))
                FROM (SELECT ?::integer AS sample) AS wanted, pg_class d, pg_class w
                WHERE d.oid = 'exercise_daily'::regclass AND w.oid = 'workout'::regclass
            )
            (SELECT user_id, day FROM exercise_daily TABLESAMPLE SYSTEM ((SELECT of_days FROM share))
             ORDER BY random() LIMIT ?)
            UNION
            (SELECT w.user_id, (w.started_at AT TIME ZONE %s)::date
             FROM workout w TABLESAMPLE SYSTEM ((SELECT of_workouts FROM share))
             LEFT JOIN preference p ON p.user_id = w.user_id
             WHERE w.finished_at IS NOT NULL
             ORDER BY random() LIMIT ?)
            """.formatted(Calendars.ZONE);

    private final Database database;
    private final AggregateQueue queue;
    private final Counter checked;
    private final Counter diverging;

    AggregateCheck(Database database, AggregateQueue queue, MeterRegistry metrics) {
        this.database = database;
        this.queue = queue;
        this.checked = Counter.builder("trainyard.workout.aggregate.checked")
                .description("Kept figures that were compared with what their sets say")
                .register(metrics);
        this.diverging = Counter.builder("trainyard.workout.aggregate.diverging")
                .description("Kept figures that were not what their sets say; more than none is a fault")
                .register(metrics);
    }

    /** Figures of one stretch of a user that are not what the sets say. */
    @RegisterForReflection
    record Divergence(String granularity, String user, LocalDate from) {}

    /**
     * What a check found.
     *
     * @param checked how many days, weeks and months of a user it looked at; those that are queued are left out
     */
    @RegisterForReflection
    record Report(int checked, List<Divergence> divergences) {}

    private record Day(String user, String day) {}

    private record Compared(int checked, List<Divergence> divergences) {}

    @Scheduled(
            every = "${trainyard.aggregates.verify-every}",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "aggregate-check")
    @RunOnVirtualThread
    void run() {
        verify(USUAL_SAMPLE);
    }

    /** Checks about {@code sample} days, and the weeks and months that they are in. */
    Report verify(int sample) {
        List<Day> days = database.list(
                PICK, row -> new Day(row.getString(1), row.getString(2)), sample, (sample + 1) / 2, (sample + 1) / 2);
        String[] users = days.stream().map(Day::user).toArray(String[]::new);
        String[] dates = days.stream().map(Day::day).toArray(String[]::new);
        int looked = 0;
        List<Divergence> found = new ArrayList<>();
        for (Granularity granularity : Granularity.values()) {
            Compared compared = compare(granularity, users, dates);
            looked += compared.checked();
            found.addAll(compared.divergences());
        }
        checked.increment(looked);
        if (!found.isEmpty()) {
            diverging.increment(found.size());
            LOG.errorf("%d kept figures are not what their sets say; they will be computed anew", found.size());
            queue.addAllOf(found.stream().map(Divergence::user).toList());
        }
        return new Report(looked, found);
    }

    /** By one statement, so that a worker who comes by meanwhile is not taken for a fault. */
    private Compared compare(Granularity granularity, String[] users, String[] days) {
        String sql = """
                WITH picked AS (
                    SELECT DISTINCT d.user_id, %1$s AS zone, %2$s AS first_weekday, %3$s AS period
                    FROM unnest(?::text[], ?::date[]) AS d (user_id, day)
                    LEFT JOIN preference p ON p.user_id = d.user_id
                    WHERE NOT EXISTS (SELECT FROM aggregate_queue q WHERE q.user_id = d.user_id)
                ), kept AS (
                    SELECT a.user_id, a.%4$s AS period, a.exercise_id, %5$s
                    FROM picked JOIN %6$s a ON a.user_id = picked.user_id AND a.%4$s = picked.period
                ), added_up AS (
                    SELECT w.user_id, picked.period, s.exercise_id, %7$s
                    FROM picked
                    JOIN workout w ON w.user_id = picked.user_id AND w.finished_at IS NOT NULL
                         AND %8$s
                    JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                    GROUP BY w.user_id, picked.period, s.exercise_id
                ), differing AS (
                    (TABLE kept EXCEPT TABLE added_up) UNION ALL (TABLE added_up EXCEPT TABLE kept)
                )
                SELECT (SELECT count(*) FROM picked) AS checked, d.user_id, d.period
                FROM (VALUES (1)) AS always LEFT JOIN (SELECT DISTINCT user_id, period FROM differing) d ON true
                """.formatted(
                        Calendars.ZONE,
                        Calendars.FIRST_WEEKDAY,
                        granularity.startOf("d.day", Calendars.FIRST_WEEKDAY),
                        granularity.column(),
                        Figures.COLUMNS,
                        granularity.table(),
                        Figures.OF_SETS,
                        Figures.startedIn(granularity, "picked.period", "picked.zone", "picked.first_weekday"));
        List<Compared> rows = database.list(
                sql,
                row -> new Compared(
                        row.getInt("checked"),
                        row.getString("user_id") == null
                                ? List.of()
                                : List.of(new Divergence(
                                        granularity.code(),
                                        row.getString("user_id"),
                                        row.getObject("period", LocalDate.class)))),
                users,
                days);
        return new Compared(
                rows.getFirst().checked(),
                rows.stream().flatMap(row -> row.divergences().stream()).toList());
    }
}
