package dev.trainyard.deployment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.trainyard.deployment.log.LoggedPayloads;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tables run, deployment_log and run_step: one statement for each thing that happens to a run. What a replica writes of a
 * run it has names the replica and the attempt, so that it writes nothing once another has it.
 */
@ApplicationScoped
class RunStore {

    private static final String STEPS = """
            INSERT INTO run_step (user_id, run_id, number, task, name, kind, status, attempt, input, output, error,
                                  started_at, finished_at)
            SELECT ?, ?, number, task, name, kind, status, attempt, input::jsonb, output::jsonb, error::jsonb,
                   started_at, finished_at
            FROM %s WHERE EXISTS (SELECT FROM %s)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOG_COLUMNS = """
            (user_id, id, deployment_id, version, trigger, status, latency_ms, request, response, error, steps,
             accepted_at, started_at, finished_at, step_list)
            """;

    // Sent again when nobody heard whether it was done: then it is nothing.
    private static final String LOG = "INSERT INTO deployment_log " + LOG_COLUMNS + """
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOG_WITH_STEPS =
            "WITH ended AS (" + LOG + " RETURNING user_id) " + STEPS.formatted(StepRows.UNNESTED, "ended");

    private static final String INSERT = """
            INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, state, steps, wake_at, replica,
                             leased_until, attempts, accepted_at, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, now() + ?::bigint * interval '1 millisecond', ?, ?, ?)
            """;

    private static final String INSERT_WITH_STEPS = "WITH saved AS (" + INSERT
            + " ON CONFLICT DO NOTHING RETURNING user_id), logged AS ("
            + STEPS.formatted(StepRows.UNNESTED, "saved")
            + ") SELECT 1 FROM saved";

    // What is not changed stays out of it: neither index has anything to do.
    private static final String SAVE = """
            WITH saved AS (
                UPDATE run SET state = ?::jsonb, steps = ?, started_at = coalesce(started_at, ?), takeovers = 0
                WHERE user_id = ? AND id = ? AND replica = ? AND attempts = ?
                RETURNING user_id
            ), logged AS (
            """ + STEPS.formatted(StepRows.UNNESTED, "saved") + ") SELECT 1 FROM saved";

    // What came between the last look and now shows in the row, and in nothing else that this statement sees.
    private static final String PUT_DOWN = """
            WITH saved AS (
                UPDATE run SET state = ?::jsonb, steps = ?, started_at = coalesce(started_at, ?), takeovers = 0,
                    status = 'waiting', replica = NULL, leased_until = NULL,
                    wake_at = CASE WHEN cancelled OR events > ? THEN now() ELSE ? END
                WHERE user_id = ? AND id = ? AND replica = ? AND attempts = ?
                RETURNING user_id
            ), logged AS (
            """ + STEPS.formatted(StepRows.UNNESTED, "saved") + ") SELECT 1 FROM saved";

    private static final String END =
            """
            WITH ended AS (
                DELETE FROM run WHERE user_id = ? AND id = ? AND replica = ? AND attempts = ? RETURNING user_id
            ), logged AS (
            """ + STEPS.formatted(StepRows.UNNESTED, "ended") + ") INSERT INTO deployment_log " + LOG_COLUMNS + """
            SELECT ?, ?::uuid, ?::uuid, ?::integer, ?, ?, ?::bigint, ?::jsonb, ?::jsonb, ?::jsonb, ?::integer,
                   ?::timestamptz, ?::timestamptz, ?::timestamptz, NULL
            FROM ended
            """;

    private static final String WAS_ENDED =
            "SELECT 1 FROM deployment_log WHERE user_id = ? AND id = ? AND finished_at = ?";

    static final String CLAIM = """
            WITH due AS (
                SELECT user_id, id FROM run
                WHERE replica IS NULL AND wake_at <= ?
                ORDER BY wake_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED
            ), abandoned AS (
                SELECT user_id, id FROM run
                WHERE leased_until < now()
                ORDER BY leased_until
                LIMIT ?
                FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE run r
                SET status = 'running', replica = ?, leased_until = now() + ? * interval '1 millisecond', wake_at = NULL,
                    attempts = r.attempts + 1, takeovers = r.takeovers + (r.replica IS NOT NULL)::integer,
                    started_at = coalesce(r.started_at, ?)
                FROM (SELECT * FROM due UNION ALL SELECT * FROM abandoned) AS mine
                WHERE r.user_id = mine.user_id AND r.id = mine.id
                RETURNING r.user_id, r.id, r.deployment_id, r.version, r.trigger, r.input::text AS input,
                    r.state::text AS state, r.steps, r.attempts, r.takeovers, r.cancelled, r.events, r.started_at,
                    coalesce(old.wake_at, old.leased_until) AS due_at, old.replica IS NOT NULL AS is_takeover
            )
            SELECT claimed.*, d.max_duration_ms, d.logged_steps, d.max_logged_bytes, d.redacted_paths
            FROM claimed JOIN deployment d ON d.user_id = claimed.user_id AND d.id = claimed.deployment_id
            ORDER BY claimed.due_at
            """;

    private static final String HELD = """
            held AS (
                SELECT r.user_id, r.id
                FROM unnest(?::text[], ?::uuid[]) AS mine (user_id, id)
                JOIN run r ON r.user_id = mine.user_id AND r.id = mine.id
                WHERE r.replica = ?
                FOR UPDATE OF r SKIP LOCKED
            )
            """;

    // Who is just being saved is waited for by nobody: there is a next time before the lease ends.
    static final String RENEW = "WITH " + HELD + """
            UPDATE run r SET leased_until = now() + ? * interval '1 millisecond'
            FROM held WHERE r.user_id = held.user_id AND r.id = held.id
            """;

    static final String HAND_BACK = "WITH " + HELD + """
            UPDATE run r SET status = 'ready', replica = NULL, leased_until = NULL, wake_at = now()
            FROM held WHERE r.user_id = held.user_id AND r.id = held.id
            """;

    static final String LOOK = """
            SELECT r.user_id, r.id, r.attempts, r.cancelled, r.events
            FROM unnest(?::text[], ?::uuid[]) AS mine (user_id, id)
            JOIN run r ON r.user_id = mine.user_id AND r.id = mine.id
            WHERE r.replica = ?
            """;

    static final String LONGEST_DUE =
            "SELECT wake_at FROM run WHERE replica IS NULL AND wake_at <= ? ORDER BY wake_at LIMIT 1";

    private static final String CANCEL = """
            UPDATE run
            SET cancelled = true,
                status = CASE WHEN replica IS NULL THEN 'ready' ELSE status END,
                wake_at = CASE WHEN replica IS NULL THEN now() END
            WHERE user_id = ? AND id = ?
            """;

    private final Database database;
    private final ObjectMapper json;

    RunStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Who may write of a run that is stored. */
    record Holder(String user, UUID id, UUID replica, int attempts) {}

    /**
     * Where a run is.
     *
     * @param steps all that it has done
     * @param fresh those of them that are not stored yet
     */
    record Position(String state, int steps, Instant startedAt, StepRows fresh) {}

    /**
     * A run that this replica now has.
     *
     * @param state null for one that has not begun
     * @param events how many have come for it
     * @param dueAt since when somebody should have seen to it
     */
    record Claim(
            RunStart start,
            JsonNode state,
            int steps,
            int attempts,
            int takeovers,
            boolean isCancelled,
            long events,
            Instant startedAt,
            Instant dueAt,
            boolean isTakeover) {

        /** Whether its input or its position is there, but no JSON that we take. Others of the same claim do not mind. */
        boolean isUnreadable() {
            return start.input().isMissingNode() || (state != null && state.isMissingNode());
        }
    }

    /** What others may have changed of a run that a replica has. */
    record News(UUID id, int attempts, boolean isCancelled, long events) {}

    /** Stores a run that nobody has; it waits in line, or is due. */
    void insert(RunStart start, String status, Instant wakeAt) {
        database.update(
                INSERT, parameters(of(start, status), null, 0, wakeAt, null, null, 0, RunIds.time(start.id()), null));
    }

    /** Stores a run that {@code replica} has, at its beginning. */
    void insert(RunStart start, UUID replica, Duration lease) {
        database.update(
                INSERT,
                parameters(
                        of(start, "running"),
                        null,
                        0,
                        null,
                        replica,
                        lease.toMillis(),
                        1,
                        RunIds.time(start.id()),
                        null));
    }

    /** Stores a run where it is, as {@code replica}'s; false when it is stored already. */
    boolean insert(RunStart start, Position position, UUID replica, Duration lease) {
        return insert(start, position, "running", null, replica, lease.toMillis(), 1);
    }

    /** Stores a run where it is, as nobody's until {@code wakeAt}; false when it is stored already. */
    boolean insertWaiting(RunStart start, Position position, Instant wakeAt) {
        return insert(start, position, "waiting", wakeAt, null, null, 1);
    }

    private boolean insert(
            RunStart start,
            Position position,
            String status,
            Instant wakeAt,
            UUID replica,
            Long leaseMillis,
            int attempts) {
        return found(
                INSERT_WITH_STEPS,
                parameters(
                        of(start, status),
                        position.state(),
                        position.steps(),
                        wakeAt,
                        replica,
                        leaseMillis,
                        attempts,
                        RunIds.time(start.id()),
                        position.startedAt(),
                        start.user(),
                        start.id(),
                        position.fresh().parameters()));
    }

    /** Saves where a run is; false when it is another's by now, or nobody's. */
    boolean save(Holder holder, Position position) {
        return found(
                SAVE,
                parameters(
                        position.state(),
                        position.steps(),
                        position.startedAt(),
                        of(holder),
                        holder.user(),
                        holder.id(),
                        position.fresh().parameters()));
    }

    /** Saves where a run is, and lets go of it until {@code wakeAt}, or until more than {@code events} have come for it. */
    boolean putDown(Holder holder, Position position, long events, Instant wakeAt) {
        return found(
                PUT_DOWN,
                parameters(
                        position.state(),
                        position.steps(),
                        position.startedAt(),
                        events,
                        wakeAt,
                        of(holder),
                        holder.user(),
                        holder.id(),
                        position.fresh().parameters()));
    }

    /** Logs a run that was never stored. */
    void log(RunStart start, EndedRun ended, int steps, StepRows fresh) {
        Object[] log = of(start, ended, steps);
        String list = fresh.isEmpty() ? null : fresh.list();
        if (fresh.isEmpty() || list != null) {
            database.update(LOG, parameters(log, list));
        } else {
            database.update(LOG_WITH_STEPS, parameters(log, null, start.user(), start.id(), fresh.parameters()));
        }
    }

    /** Ends a run that is stored; false when it is another's by now, or was ended. */
    boolean end(Holder holder, RunStart start, EndedRun ended, int steps, StepRows fresh) {
        return database.update(
                        END,
                        parameters(of(holder), holder.user(), holder.id(), fresh.parameters(), of(start, ended, steps)))
                == 1;
    }

    /** Whether it was this very end that came about, though nobody heard of it. */
    boolean wasEnded(EndedRun ended) {
        return found(WAS_ENDED, ended.user(), ended.id(), ended.finishedAt());
    }

    /** Takes runs that are due at {@code now}, and runs of replicas that fell silent, at most {@code most} of each. */
    List<Claim> claim(UUID replica, Duration lease, Instant now, int most) {
        return database.list(CLAIM, this::claim, now, most, most, replica, lease.toMillis(), now);
    }

    /** Says that {@code replica} lives and has these. */
    void renew(UUID replica, Collection<RunStart> runs, Duration lease) {
        database.update(RENEW, users(runs), ids(runs), replica, lease.toMillis());
    }

    /** Lets go of these, for whoever comes first. */
    int handBack(UUID replica, Collection<RunStart> runs) {
        return database.update(HAND_BACK, users(runs), ids(runs), replica);
    }

    /** What there is of these runs, as far as {@code replica} still has them. */
    List<News> look(UUID replica, Collection<RunStart> runs) {
        return database.list(
                LOOK,
                row -> new News(
                        row.getObject("id", UUID.class),
                        row.getInt("attempts"),
                        row.getBoolean("cancelled"),
                        row.getLong("events")),
                users(runs),
                ids(runs),
                replica);
    }

    /** Since when the run has been due that nobody sees to for the longest time. */
    Optional<Instant> longestDue(Instant now) {
        return database.one(LONGEST_DUE, row -> instant(row, "wake_at"), now);
    }

    /** Wants the end of a run; false when there is no such run. */
    boolean cancel(String user, UUID id) {
        return database.update(CANCEL, user, id) == 1;
    }

    /** As it will be read when it was stored. */
    JsonNode reread(JsonNode value) {
        return read(stored(value));
    }

    private boolean found(String sql, Object... parameters) {
        return !database.list(sql, row -> true, parameters).isEmpty();
    }

    private Claim claim(ResultSet row) throws SQLException {
        RunSettings settings = new RunSettings(
                Duration.ofMillis(row.getLong("max_duration_ms")),
                LoggedSteps.valueOf(row.getString("logged_steps").toUpperCase(Locale.ROOT)),
                row.getInt("max_logged_bytes"),
                List.of((String[]) row.getArray("redacted_paths").getArray()));
        RunStart start = new RunStart(
                row.getString("user_id"),
                row.getObject("id", UUID.class),
                row.getObject("deployment_id", UUID.class),
                row.getInt("version"),
                settings,
                Trigger.valueOf(row.getString("trigger").toUpperCase(Locale.ROOT)),
                read(row.getString("input")));
        String state = row.getString("state");
        return new Claim(
                start,
                state == null ? null : read(state),
                row.getInt("steps"),
                row.getInt("attempts"),
                row.getInt("takeovers"),
                row.getBoolean("cancelled"),
                row.getLong("events"),
                instant(row, "started_at"),
                instant(row, "due_at"),
                row.getBoolean("is_takeover"));
    }

    private JsonNode read(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException tooDeep) {
            return MissingNode.getInstance();
        }
    }

    private static Object[] of(RunStart start, String status) {
        JsonNode input = start.input() == null ? NullNode.getInstance() : start.input();
        return new Object[] {
            start.user(),
            start.id(),
            start.deploymentId(),
            start.version(),
            code(start.trigger()),
            status,
            stored(input)
        };
    }

    private static Object[] of(Holder holder) {
        return new Object[] {holder.user(), holder.id(), holder.replica(), holder.attempts()};
    }

    private static Object[] of(RunStart start, EndedRun ended, int steps) {
        RunSettings settings = start.settings();
        Function<JsonNode, String> logged =
                payload -> LoggedPayloads.of(payload, settings.redactedPaths(), settings.maxLoggedBytes());
        return new Object[] {
            ended.user(),
            ended.id(),
            ended.deploymentId(),
            ended.version(),
            code(start.trigger()),
            code(ended.status()),
            Duration.between(ended.acceptedAt(), ended.finishedAt()).toMillis(),
            logged.apply(start.input()),
            logged.apply(ended.output()),
            logged.apply(RunErrors.json(ended.error())),
            steps,
            ended.acceptedAt(),
            ended.startedAt(),
            ended.finishedAt()
        };
    }

    /** As jsonb takes it: whole, and without what it refuses. */
    static String stored(JsonNode value) {
        return LoggedPayloads.of(value, List.of(), Integer.MAX_VALUE);
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String[] users(Collection<RunStart> runs) {
        return runs.stream().map(RunStart::user).toArray(String[]::new);
    }

    private static String[] ids(Collection<RunStart> runs) {
        return runs.stream().map(run -> run.id().toString()).toArray(String[]::new);
    }

    /** One after the other; arrays of parameters are taken apart, those of a column are not. */
    private static Object[] parameters(Object... parts) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Object[] several && part.getClass() == Object[].class) {
                all.addAll(Arrays.asList(several));
            } else {
                all.add(part);
            }
        }
        return all.toArray();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
