package dev.trainyard.deployment.log;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Deployments and their logs, put into the tables as runs leave them. */
public final class Logs {

    private static final String ADD = """
            WITH log AS (
                INSERT INTO deployment_log (user_id, id, deployment_id, version, trigger, status, latency_ms, request,
                                            response, error, steps, accepted_at, started_at, finished_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, '{"city": "Wien"}', '{"greeting": "Servus"}', NULL, ?, ?, ?, ?)
                RETURNING user_id, id, steps, started_at, finished_at
            )
            INSERT INTO run_step (user_id, run_id, number, task, name, kind, status, attempt, input, output,
                                  started_at, finished_at)
            SELECT user_id, id, n, '/do/' || n - 1 || '/greet', 'greet', 'set', 'completed', 1, '{}', '{"n": 1}',
                   coalesce(started_at, finished_at), finished_at
            FROM log, generate_series(1, steps) n
            """;

    private static final String STEPS_TO_LIST = """
            WITH step AS (
                DELETE FROM run_step WHERE user_id = ? AND run_id = ? RETURNING *
            )
            UPDATE deployment_log l
            SET step_list = (SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(step)) - '{user_id,run_id}'::text[])
                             FROM step)
            FROM (SELECT DISTINCT user_id, run_id FROM step) AS of WHERE l.user_id = of.user_id AND l.id = of.run_id
            """;

    private final Database database;

    public Logs(Database database) {
        this.database = database;
    }

    /** A deployment of {@code user}. */
    public UUID deployment(TestUser user, int keptLogs, int keptDays) {
        return database.one(
                        "INSERT INTO deployment (user_id, name, active_version, kept_logs, kept_days)"
                                + " VALUES (?, ?, 1, ?, ?) RETURNING id",
                        row -> row.getObject(1, UUID.class),
                        user.id(),
                        UUID.randomUUID().toString(),
                        keptLogs,
                        keptDays)
                .orElseThrow();
    }

    public UUID add(TestUser user, UUID deployment) {
        return add(user, deployment, entry());
    }

    /** A run of a moment ago that ended well. */
    public static Entry entry() {
        Instant now = Instant.now();
        return new Entry(1, "token", "completed", 12, 2, now, now, now);
    }

    public UUID add(TestUser user, UUID deployment, Entry entry) {
        UUID id = id(entry.acceptedAt());
        database.update(
                ADD,
                user.id(),
                id,
                deployment,
                entry.version(),
                entry.trigger(),
                entry.status(),
                entry.latencyMs(),
                entry.steps(),
                entry.acceptedAt(),
                entry.startedAt(),
                entry.finishedAt());
        return id;
    }

    /** Puts the steps of a run into its log, where runs have them that were never saved. */
    public void keepStepsInTheLog(TestUser user, UUID run) {
        database.update(STEPS_TO_LIST, user.id(), run);
    }

    /** What is left of the logs of a deployment, oldest first. */
    public List<UUID> ids(TestUser user, UUID deployment) {
        return database.list(
                "SELECT id FROM deployment_log WHERE user_id = ? AND deployment_id = ? ORDER BY id",
                row -> row.getObject(1, UUID.class),
                user.id(),
                deployment);
    }

    /** The runs of a user that have steps, oldest first. */
    public List<UUID> runsWithSteps(TestUser user) {
        return database.list(
                "SELECT DISTINCT run_id FROM run_step WHERE user_id = ? ORDER BY run_id",
                row -> row.getObject(1, UUID.class),
                user.id());
    }

    /** A UUIDv7 of {@code moment}; those of a millisecond are in no order. */
    public static UUID id(Instant moment) {
        long random = ThreadLocalRandom.current().nextLong();
        return new UUID(
                moment.toEpochMilli() << 16 | 0x7000 | (random & 0xfff),
                0x8000_0000_0000_0000L | (ThreadLocalRandom.current().nextLong() >>> 2));
    }

    /** A row of table deployment_log. */
    public record Entry(
            int version,
            String trigger,
            String status,
            long latencyMs,
            int steps,
            Instant acceptedAt,
            Instant startedAt,
            Instant finishedAt) {

        public Entry at(Instant moment) {
            return new Entry(version, trigger, status, latencyMs, steps, moment, moment, moment);
        }

        public Entry endedAt(Instant moment) {
            return new Entry(version, trigger, status, latencyMs, steps, acceptedAt, startedAt, moment);
        }

        public Entry neverStarted() {
            return new Entry(version, trigger, status, latencyMs, 0, acceptedAt, null, finishedAt);
        }

        public Entry with(String otherStatus) {
            return new Entry(version, trigger, otherStatus, latencyMs, steps, acceptedAt, startedAt, finishedAt);
        }

        public Entry by(String otherTrigger) {
            return new Entry(version, otherTrigger, status, latencyMs, steps, acceptedAt, startedAt, finishedAt);
        }

        public Entry ofVersion(int otherVersion) {
            return new Entry(otherVersion, trigger, status, latencyMs, steps, acceptedAt, startedAt, finishedAt);
        }

        public Entry in(long otherLatencyMs) {
            return new Entry(version, trigger, status, otherLatencyMs, steps, acceptedAt, startedAt, finishedAt);
        }

        public Entry steps(int otherSteps) {
            return new Entry(version, trigger, status, latencyMs, otherSteps, acceptedAt, startedAt, finishedAt);
        }
    }
}
