package dev.trainyard.deployment.log;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is new for those who follow: one statement for all who follow logs, and two for all who follow steps. */
@ApplicationScoped
class TailStore {

    /** For one look of one who follows, some hundred bytes each. */
    static final int MAX_EVENTS = 200;

    // Only as many as are kept are looked through, beginning with the newest: a run of long ago that ends is among
    // them.
    static final String ENDED = "SELECT f.place, " + LoggedRun.COLUMNS + """

             FROM unnest(?::text[], ?::uuid[], ?::timestamptz[]) WITH ORDINALITY AS f (user_id, deployment_id, since, place)
             CROSS JOIN LATERAL (
                SELECT * FROM deployment_log l
                WHERE l.user_id = f.user_id AND l.deployment_id = f.deployment_id AND l.finished_at >= f.since
                ORDER BY l.finished_at DESC, l.id DESC LIMIT ?
             ) AS l
            """;

    static final String STEPS = "SELECT f.place, " + LoggedStep.COLUMNS + """

             FROM unnest(?::text[], ?::uuid[], ?::integer[]) WITH ORDINALITY AS f (user_id, run_id, last, place)
             CROSS JOIN LATERAL (
                SELECT * FROM logged_step s
                WHERE s.user_id = f.user_id AND s.run_id = f.run_id AND s.number > f.last
                ORDER BY s.number LIMIT ?
             ) AS s
             ORDER BY f.place, s.number
            """;

    // Written so that each is looked up by its key.
    static final String ENDS = "SELECT f.place, " + LoggedRun.COLUMNS + """

             FROM unnest(?::text[], ?::uuid[]) WITH ORDINALITY AS f (user_id, run_id, place)
             CROSS JOIN LATERAL (
                SELECT * FROM deployment_log l WHERE l.user_id = f.user_id AND l.id = f.run_id LIMIT 1
             ) AS l
            """;

    private final Database database;

    TailStore(Database database) {
        this.database = database;
    }

    private record At<T>(int place, T row) {

        static <T> At<T> of(ResultSet row, Database.RowMapper<T> mapper) throws SQLException {
            return new At<>(row.getInt("place") - 1, mapper.map(row));
        }
    }

    /** What has ended of each, by its place among {@code tails}. */
    Map<Integer, List<LoggedRun>> ended(List<LogTail> tails) {
        return byPlace(database.list(
                ENDED,
                row -> At.of(row, LoggedRun::of),
                users(tails),
                ids(tails),
                tails.stream().map(tail -> tail.since().toString()).toArray(String[]::new),
                MAX_EVENTS));
    }

    /** The next steps of each, by its place among {@code tails}. */
    Map<Integer, List<LoggedStep>> steps(List<StepTail> tails) {
        return byPlace(database.list(
                STEPS,
                row -> At.of(row, LoggedStep::of),
                users(tails),
                ids(tails),
                tails.stream().map(StepTail::last).toArray(Integer[]::new),
                MAX_EVENTS));
    }

    /** The ends of those runs that have ended, by their place among {@code tails}. */
    Map<Integer, List<LoggedRun>> ends(List<StepTail> tails) {
        return byPlace(database.list(ENDS, row -> At.of(row, LoggedRun::of), users(tails), ids(tails)));
    }

    private static String[] users(Collection<? extends Tail> tails) {
        return tails.stream().map(Tail::user).toArray(String[]::new);
    }

    private static UUID[] ids(Collection<? extends Tail> tails) {
        return tails.stream().map(Tail::id).toArray(UUID[]::new);
    }

    private static <T> Map<Integer, List<T>> byPlace(List<At<T>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(At::place, Collectors.mapping(At::row, Collectors.toList())));
    }
}
