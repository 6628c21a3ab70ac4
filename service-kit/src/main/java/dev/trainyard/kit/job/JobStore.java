package dev.trainyard.kit.job;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is ours in the table of the scheduler, each call one statement. */
@ApplicationScoped
class JobStore {

    static final String INSTANCE = RecurringTask.INSTANCE;

    private static final String COLUMNS = """
            task_name, execution_time, picked, picked_by, last_heartbeat,
            CASE WHEN begun_version = version THEN started_at END AS started_at,
            CASE WHEN begun_version = version THEN rows_handled ELSE 0 END AS rows_handled,
            cancelled_version IS NOT DISTINCT FROM version AS cancelled,
            last_success, last_failure, coalesce(consecutive_failures, 0) AS failures
            """;

    private final Database database;

    JobStore(Database database) {
        this.database = database;
    }

    /** A job as it stands in the table. */
    record Row(
            String name,
            Instant executionTime,
            boolean picked,
            String pickedBy,
            Instant startedAt,
            long rowsHandled,
            Instant lastHeartbeat,
            boolean cancelled,
            Instant lastSuccess,
            Instant lastFailure,
            int failures) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("task_name"),
                    instant(row, "execution_time"),
                    row.getBoolean("picked"),
                    row.getString("picked_by"),
                    instant(row, "started_at"),
                    row.getLong("rows_handled"),
                    instant(row, "last_heartbeat"),
                    row.getBoolean("cancelled"),
                    instant(row, "last_success"),
                    instant(row, "last_failure"),
                    row.getInt("failures"));
        }

        private static Instant instant(ResultSet row, String column) throws SQLException {
            OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
            return at == null ? null : at.toInstant();
        }

        /** Whether it runs, as far as one knows: a replica that is silent for longer than {@code silence} does not. */
        boolean runs(Duration silence, Instant now) {
            return picked && lastHeartbeat != null && now.isBefore(lastHeartbeat.plus(silence));
        }

        JobView view(Duration interval) {
            return new JobView(
                    name,
                    interval.toMillis() / 1000.0,
                    picked ? null : executionTime,
                    picked ? new JobView.Running(startedAt, pickedBy, rowsHandled, lastHeartbeat, cancelled) : null,
                    lastSuccess,
                    lastFailure,
                    failures);
        }
    }

    /** Makes a new job due now, and one whose interval has become shorter due no later than that from now. */
    void declare(Collection<Job> jobs) {
        database.update(
                """
                WITH job AS (
                    SELECT name, seconds * interval '1 second' AS every
                    FROM unnest(?::text[], ?::float8[]) AS job (name, seconds)),
                sooner AS (
                    UPDATE scheduled_tasks SET execution_time = now() + every
                    FROM job
                    WHERE task_name = name AND task_instance = ? AND NOT picked AND execution_time > now() + every)
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                SELECT name, ?, now(), false, 1 FROM job ORDER BY name
                ON CONFLICT (task_name, task_instance) DO NOTHING
                """,
                jobs.stream().map(Job::name).toArray(String[]::new),
                jobs.stream().map(job -> job.interval().toMillis() / 1000.0).toArray(Double[]::new),
                INSTANCE,
                INSTANCE);
    }

    List<Row> all() {
        return database.list(
                "SELECT " + COLUMNS + " FROM scheduled_tasks WHERE task_instance = ? ORDER BY task_name",
                Row::of,
                INSTANCE);
    }

    /** Notes that a run has begun; whether it is still this replica's. */
    boolean begin(String name, long version) {
        return database.update("""
                        UPDATE scheduled_tasks SET begun_version = version, started_at = clock_timestamp(), rows_handled = 0
                        WHERE task_name = ? AND task_instance = ? AND version = ?
                        """, name, INSTANCE, version) == 1;
    }

    /** Notes how far a run has come; whether it was cancelled, empty when it is not this replica's any more. */
    Optional<Boolean> progress(String name, long version, long rows) {
        return database.one("""
                UPDATE scheduled_tasks SET rows_handled = ?
                WHERE task_name = ? AND task_instance = ? AND version = ?
                RETURNING cancelled_version IS NOT DISTINCT FROM version
                """, row -> row.getBoolean(1), rows, name, INSTANCE, version);
    }

    /** Makes a job due now; empty when it runs, or was never declared. */
    Optional<Row> runNow(String name) {
        return database.one("""
                UPDATE scheduled_tasks SET execution_time = least(execution_time, now())
                WHERE task_name = ? AND task_instance = ? AND NOT picked
                RETURNING
                """ + COLUMNS, Row::of, name, INSTANCE);
    }

    /** Cancels the run that goes on, and no later one; empty when none does. */
    Optional<Row> cancel(String name) {
        return database.one("""
                UPDATE scheduled_tasks SET cancelled_version = version
                WHERE task_name = ? AND task_instance = ? AND picked
                RETURNING
                """ + COLUMNS, Row::of, name, INSTANCE);
    }
}
