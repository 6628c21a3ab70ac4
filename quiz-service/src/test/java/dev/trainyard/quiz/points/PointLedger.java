package dev.trainyard.quiz.points;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is stored of points, read and counted plainly. */
record PointLedger(EmbeddedDatabase database) {

    /** A row of the ledger. */
    record Entry(String user, String kind, long times, long points) {}

    Set<Entry> of(PlayedQuiz quiz) throws SQLException {
        try (var app = database.connectAs("quiz_app")) {
            return of(app, quiz);
        }
    }

    /** As the transaction of {@code app} sees it. */
    static Set<Entry> of(Connection app, PlayedQuiz quiz) throws SQLException {
        Set<Entry> entries = new HashSet<>();
        try (var query =
                app.prepareStatement("SELECT user_id, kind, times, points FROM point_entry WHERE quiz_id = ?::uuid")) {
            query.setString(1, quiz.id());
            var row = query.executeQuery();
            while (row.next()) {
                entries.add(new Entry(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return entries;
    }

    /** How many statements it took to write the rows of a quiz. */
    int statementsOf(PlayedQuiz quiz) throws SQLException {
        return Integer.parseInt(
                rows("SELECT count(DISTINCT (xmin::text, cmin::text)) FROM point_entry WHERE quiz_id = '" + quiz.id()
                                + "'")
                        .getFirst());
    }

    /** That everybody has what their entries add up to, and that each bucket has as many users as are in it. */
    void addsUp() throws SQLException {
        assertEquals(List.of(), rows("""
                SELECT user_id, user_points.points, sum(point_entry.points)
                FROM user_points FULL JOIN point_entry USING (user_id)
                GROUP BY user_id, user_points.points
                HAVING user_points.points IS DISTINCT FROM coalesce(sum(point_entry.points), 0)
                """), "points of users that are not those of their entries");
        assertEquals(List.of(), rows("""
                SELECT width, bucket, counted.users, kept.users
                FROM (SELECT width, points / width AS bucket, count(*) AS users
                      FROM user_points CROSS JOIN (VALUES (1), (1000)) AS widths (width)
                      WHERE is_listed AND points > 0
                      GROUP BY width, points / width) AS counted
                FULL JOIN point_histogram AS kept USING (width, bucket)
                WHERE coalesce(counted.users, 0) IS DISTINCT FROM kept.users
                """), "buckets with another number of users than are in them");
    }

    /** All who are listed, best first, with the ranks that counting them gives: {@code rank id points}. */
    List<String> standings() throws SQLException {
        return rows("""
                SELECT 1 + (SELECT count(*) FROM user_points AS others
                            WHERE is_listed AND others.points > user_points.points), id, points
                FROM user_points
                WHERE is_listed AND points > 0
                ORDER BY points DESC, id DESC
                """);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var app = database.connectAs("quiz_app");
                var statement = app.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }
}
