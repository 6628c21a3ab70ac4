package dev.trainyard.quiz.points;

/** How many users there are at which points, as SQL: what makes a rank cheap, and what keeps it right. */
final class Histogram {

    /**
     * The end of a statement whose CTE {@code moved} changes {@code user_points} and returns of each row the points that
     * it counted with {@code before} and counts with {@code after}; {@link #MOVED} are its columns.
     */
    static final String MOVE = """
            INSERT INTO point_histogram (width, bucket, users)
            SELECT width, points / width, sum(users)
            FROM moved
            CROSS JOIN LATERAL (VALUES (before, -1), (after, 1)) AS change (points, users)
            CROSS JOIN (VALUES (1), (1000)) AS widths (width)
            WHERE points > 0
            GROUP BY width, points / width
            HAVING sum(users) <> 0
            ORDER BY width, points / width
            ON CONFLICT (width, bucket) DO UPDATE SET users = point_histogram.users + excluded.users
            """;

    /** What {@link #MOVE} needs back from each changed row. */
    static final String MOVED =
            "CASE WHEN old.is_listed THEN old.points END AS before, CASE WHEN new.is_listed THEN new.points END AS after";

    private Histogram() {}

    /** How many users are listed with more than {@code points}, a column. */
    static String ahead(String points) {
        return """
                (SELECT coalesce(sum(users), 0)::bigint FROM point_histogram
                 WHERE width = 1000 AND bucket > %1$s / 1000)
                + (SELECT coalesce(sum(users), 0)::bigint FROM point_histogram
                   WHERE width = 1 AND bucket > %1$s AND bucket < (%1$s / 1000 + 1) * 1000)""".formatted(points);
    }
}
