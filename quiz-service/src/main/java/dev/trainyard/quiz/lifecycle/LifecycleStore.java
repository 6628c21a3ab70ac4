package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Course;
import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.authoring.QuizStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The course of quizzes in table quiz. Its times are of the moment at which the lock was there, not of the one at which the
 * transaction began to wait for it.
 */
@ApplicationScoped
class LifecycleStore {

    private static final String PRESENT = """
            SELECT status, pace, scoring <> 'correct_only' AND time_limit_seconds IS NULL AS needs_limits,
                   current_position,
                   coalesce(closes_at + (grace_ms + ?) * interval '1 millisecond' <= now(), false) AS is_due
            FROM quiz
            WHERE user_id = ? AND id = ?
            """;

    // Players who join or begin hold the key of the row (FOR KEY SHARE), and are not in the way of this: a host who had
    // to
    // wait for a moment without any would wait for seconds when many come at once.
    private static final String LOCK = PRESENT + " FOR NO KEY UPDATE";

    // Waits for those, too.
    private static final String LOCK_FOR_END = PRESENT + " FOR UPDATE";

    /** Not part of the lock: that would count what was there before it waited. */
    static final String QUESTIONS = """
            SELECT count(*) AS questions, count(time_limit_seconds) AS limited
            FROM question
            WHERE user_id = ? AND quiz_id = ?
            """;

    /** In the order of the index; a quiz that closes later than the last one of a chunk is in the next. */
    static final String DUE = """
            SELECT user_id, id, closes_at
            FROM quiz
            WHERE status IN ('open', 'running') AND closes_at <= now()
              AND closes_at + (grace_ms + ?) * interval '1 millisecond' <= now()
              AND (closes_at, user_id, id) > (?, ?, ?)
            ORDER BY closes_at, user_id, id
            LIMIT ?
            """;

    private static final String CHANGE = """
            WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS now)
            UPDATE quiz SET %%s, version = version + 1, updated_at = moment.now
            FROM moment
            WHERE user_id = ? AND id = ?
            RETURNING id, status, version, %s
            """.formatted(Course.COLUMNS);

    // Of the candidates the first that nobody has.
    private static final String OPEN = CHANGE.formatted("""
            status = 'open', opened_at = moment.now,
            join_code = (SELECT code
                         FROM unnest(?::text[]) WITH ORDINALITY AS candidate (code, place)
                         WHERE NOT EXISTS (SELECT FROM quiz AS other WHERE other.join_code = code)
                         ORDER BY place
                         LIMIT 1)""");

    // What a setting says is fixed: the limit of a quiz with a host is the latest end. LEAST passes over what is null.
    private static final String NOT_LATER_THAN_ITS_LIMIT = """
            closes_at = LEAST(%s, CASE pace
                WHEN 'host' THEN %s + time_limit_seconds * interval '1 second' END)""";

    private static final String START = CHANGE.formatted("status = 'running', started_at = moment.now, "
            + NOT_LATER_THAN_ITS_LIMIT.formatted("closes_at", "moment.now"));

    private static final String PUT =
            CHANGE.formatted("current_position = ?, previous_since = current_since, current_since = moment.now");

    private static final String CLOSE_AT =
            CHANGE.formatted(NOT_LATER_THAN_ITS_LIMIT.formatted("?::timestamptz", "started_at"));

    private static final String CLOSE = CHANGE.formatted("status = 'closed', closed_at = moment.now, join_code = NULL");

    private static final String READ =
            "SELECT id, status, version, " + Course.COLUMNS + " FROM quiz WHERE user_id = ? AND id = ?";

    private final Database database;
    private final long answersWaitMs;

    LifecycleStore(Database database, LifecycleConfig config) {
        this.database = database;
        this.answersWaitMs = config.answersWait().toMillis();
    }

    /**
     * A quiz as it is while nobody else can change it.
     *
     * @param needsLimits whether each question has to have a time limit, since speed counts and the quiz has none
     * @param currentPosition 0 before the first
     * @param isDue whether the time at which it closes by itself is over, grace and all that waited by then included
     */
    record Present(QuizStatus status, Pace pace, boolean needsLimits, int currentPosition, boolean isDue) {}

    /** How many questions a quiz has, and how many of them a time limit. */
    record Questions(int count, int limited) {}

    /** A quiz whose time has come. */
    record Due(String user, UUID id, Instant closesAt) {}

    /** Keeps other changes of the quiz waiting until the transaction ends, but not its players. */
    Optional<Present> lock(String user, UUID id) {
        return lock(LOCK, user, id);
    }

    /** Keeps other changes of the quiz waiting, and players who join or begin. */
    Optional<Present> lockForEnd(String user, UUID id) {
        return lock(LOCK_FOR_END, user, id);
    }

    private Optional<Present> lock(String sql, String user, UUID id) {
        return database.one(
                sql,
                row -> new Present(
                        QuizStatus.of(row.getString("status")),
                        Pace.of(row.getString("pace")),
                        row.getBoolean("needs_limits"),
                        row.getInt("current_position"),
                        row.getBoolean("is_due")),
                answersWaitMs,
                user,
                id);
    }

    Questions questions(String user, UUID id) {
        return database.one(QUESTIONS, row -> new Questions(row.getInt("questions"), row.getInt("limited")), user, id)
                .orElseThrow();
    }

    Optional<LifecycleView> find(String user, UUID id) {
        return database.one(READ, LifecycleStore::view, user, id);
    }

    LifecycleView open(String user, UUID id, List<String> codes) {
        return change(OPEN, codes.toArray(String[]::new), user, id);
    }

    LifecycleView start(String user, UUID id) {
        return change(START, user, id);
    }

    LifecycleView put(String user, UUID id, int position) {
        return change(PUT, position, user, id);
    }

    /** {@code closesAt} null for no other end than that of the limit. */
    LifecycleView closeAt(String user, UUID id, Instant closesAt) {
        return change(CLOSE_AT, closesAt, user, id);
    }

    void close(String user, UUID id) {
        change(CLOSE, user, id);
    }

    /** The first of those that are to be closed by now, behind {@code last}. */
    List<Due> due(Due last, int limit) {
        return database.list(
                DUE,
                row -> new Due(
                        row.getString("user_id"),
                        row.getObject("id", UUID.class),
                        row.getObject("closes_at", OffsetDateTime.class).toInstant()),
                answersWaitMs,
                last.closesAt(),
                last.user(),
                last.id(),
                limit);
    }

    private LifecycleView change(String sql, Object... parameters) {
        return database.one(sql, LifecycleStore::view, parameters).orElseThrow();
    }

    private static LifecycleView view(ResultSet row) throws SQLException {
        return new LifecycleView(
                row.getObject("id", UUID.class),
                QuizStatus.of(row.getString("status")),
                Course.of(row),
                row.getLong("version"));
    }
}
