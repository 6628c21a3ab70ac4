package dev.trainyard.training.onboarding;

import dev.trainyard.kit.database.Database;
import dev.trainyard.training.onboarding.OnboardingView.DoneStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** The runs of users and what was done in them: rows are added, and never changed. Each call is one statement. */
@ApplicationScoped
class OnboardingStore {

    static final String START = """
            INSERT INTO onboarding_run (user_id, run)
            SELECT ?, 1
            WHERE NOT EXISTS (SELECT FROM onboarding_run WHERE user_id = ?)
            ON CONFLICT (user_id, run) DO NOTHING
            """;

    // A run in which nothing was done is as good as a new one.
    static final String RESTART = """
            INSERT INTO onboarding_run (user_id, run)
            SELECT ?, coalesce(max(run), 0) + 1
            FROM onboarding_run
            WHERE user_id = ?
            HAVING count(*) = 0 OR EXISTS (
                SELECT FROM onboarding_step step WHERE step.user_id = ? AND step.run = max(onboarding_run.run))
            ON CONFLICT (user_id, run) DO NOTHING
            """;

    // Only the step whose turn it is. Of two at once the second finds it done.
    static final String ADD_STEP = """
            INSERT INTO onboarding_step (user_id, run, position, outcome)
            SELECT run.user_id, run.run, given.position, ?
            FROM (SELECT ?::smallint AS position) AS given
            CROSS JOIN LATERAL (
                SELECT user_id, run FROM onboarding_run WHERE user_id = ? ORDER BY run DESC LIMIT 1) AS run
            WHERE given.position = 1 + (
                SELECT count(*) FROM onboarding_step step WHERE step.user_id = run.user_id AND step.run = run.run)
            ON CONFLICT (user_id, run, position) DO NOTHING
            """;

    static final String READ = """
            SELECT run.run, run.started_at, step.position, step.outcome, step.done_at
            FROM (SELECT user_id, run, started_at FROM onboarding_run WHERE user_id = ? ORDER BY run DESC LIMIT 1) AS run
            LEFT JOIN onboarding_step step ON step.user_id = run.user_id AND step.run = run.run
            ORDER BY step.position
            """;

    static final String FUNNEL = """
            WITH done AS (
                SELECT step.position, step.outcome,
                       lead(step.done_at) OVER (PARTITION BY run.user_id, run.run ORDER BY step.position) - step.done_at
                           AS to_next
                FROM onboarding_run run
                JOIN onboarding_step step ON step.user_id = run.user_id AND step.run = run.run
                WHERE run.started_at >= ?::date::timestamp AT TIME ZONE 'UTC'
                    AND run.started_at < (?::date + 1)::timestamp AT TIME ZONE 'UTC'),
            started AS (
                SELECT count(*) AS runs
                FROM onboarding_run
                WHERE started_at >= ?::date::timestamp AT TIME ZONE 'UTC'
                    AND started_at < (?::date + 1)::timestamp AT TIME ZONE 'UTC'),
            counted AS (
                SELECT position, count(*) AS done,
                       count(*) FILTER (WHERE outcome = 'completed') AS completed,
                       count(*) FILTER (WHERE outcome = 'skipped') AS skipped,
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM to_next)) AS median
                FROM done
                GROUP BY position)
            SELECT place.position,
                   CASE WHEN place.position = 1 THEN started.runs ELSE coalesce(before.done, 0) END AS reached,
                   coalesce(counted.completed, 0) AS completed, coalesce(counted.skipped, 0) AS skipped, counted.median
            FROM generate_series(1, 10) AS place (position)
            CROSS JOIN started
            LEFT JOIN counted ON counted.position = place.position
            LEFT JOIN counted AS before ON before.position = place.position - 1
            ORDER BY place.position
            """;

    private final Database database;

    OnboardingStore(Database database) {
        this.database = database;
    }

    private record Row(int run, Instant startedAt, DoneStep step) {

        static Row of(ResultSet row) throws SQLException {
            OffsetDateTime at = row.getObject("done_at", OffsetDateTime.class);
            DoneStep step = at == null
                    ? null
                    : new DoneStep(
                            Step.at(row.getInt("position")).orElseThrow(),
                            StepOutcome.ofCode(row.getString("outcome")),
                            at.toInstant());
            return new Row(
                    row.getInt("run"),
                    row.getObject("started_at", OffsetDateTime.class).toInstant(),
                    step);
        }
    }

    /** Begins the user's first run, if there was none. */
    void start(String user) {
        database.update(START, user, user);
    }

    /** Begins another run, unless nothing was done in the last one. */
    void restart(String user) {
        database.update(RESTART, user, user, user);
    }

    /** Notes that a step of the user's last run is done, if it is its turn. */
    void add(String user, Step step, StepOutcome outcome) {
        database.update(ADD_STEP, outcome.code(), step.position(), user);
    }

    /** The user's last run. */
    OnboardingView read(String user) {
        List<Row> rows = database.list(READ, Row::of, user);
        if (rows.isEmpty()) {
            return OnboardingView.NOT_BEGUN;
        }
        List<DoneStep> done =
                rows.stream().map(Row::step).filter(Objects::nonNull).toList();
        return OnboardingView.of(rows.getFirst().run(), rows.getFirst().startedAt(), done);
    }

    /** What became of the runs that were started on these days, by step; days of UTC, both included. */
    List<FunnelView.StepFigures> funnel(LocalDate from, LocalDate to) {
        return database.list(
                FUNNEL,
                row -> new FunnelView.StepFigures(
                        Step.at(row.getInt("position")).orElseThrow(),
                        row.getLong("reached"),
                        row.getLong("completed"),
                        row.getLong("skipped"),
                        row.getObject("median", Double.class)),
                from,
                to,
                from,
                to);
    }
}
