package dev.trainyard.training.load;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Loads of activities as if formulas had said them, and days to put them on. */
final class RecordedLoads {

    static final String PATH = "/api/v1/load";

    private RecordedLoads() {}

    /** As long ago as that, of users in UTC. */
    static LocalDate daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days);
    }

    /** An activity on each day from {@code first} on, with this load each. */
    static void record(EmbeddedDatabase database, TestUser user, Metric metric, LocalDate first, double... loads)
            throws SQLException {
        for (int i = 0; i < loads.length; i++) {
            add(database, user, metric, first.plusDays(i), loads[i]);
        }
    }

    /** An activity of that day; without a load when {@code load} is null. */
    static void add(EmbeddedDatabase database, TestUser user, Metric metric, LocalDate day, Double load)
            throws SQLException {
        try (var app = database.connectAs("training_app");
                var insert = app.prepareStatement("""
                        INSERT INTO activity_load (user_id, activity_id, metric, day, value, reason, formula)
                        VALUES (?, gen_random_uuid(), ?, ?, ?, ?, 'test@1')
                        """)) {
            insert.setString(1, user.id());
            insert.setString(2, metric.code());
            insert.setObject(3, day);
            insert.setObject(4, load);
            insert.setString(5, load == null ? "no-rpe" : null);
            insert.executeUpdate();
        }
    }

    /** Runs this in the service's schema; {@code %s} is the user. */
    static void run(EmbeddedDatabase database, String sql, TestUser user) throws SQLException {
        try (var app = database.connectAs("training_app");
                var statement = app.createStatement()) {
            statement.execute(sql.formatted(user.id()));
        }
    }

    /** The single number that this finds; {@code %s} is the user. */
    static long count(EmbeddedDatabase database, String sql, TestUser user) throws SQLException {
        try (var app = database.connectAs("training_app");
                var statement = app.createStatement();
                var rows = statement.executeQuery(sql.formatted(user.id()))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
