package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
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
    static void record(Database database, TestUser user, Metric metric, LocalDate first, double... loads) {
        for (int i = 0; i < loads.length; i++) {
            add(database, user, metric, first.plusDays(i), loads[i]);
        }
    }

    /** An activity of that day; without a load when {@code load} is null. */
    static void add(Database database, TestUser user, Metric metric, LocalDate day, Double load) {
        database.update("""
                INSERT INTO activity_load (user_id, activity_id, metric, day, value, reason, formula)
                VALUES (?, gen_random_uuid(), ?, ?, ?, ?, 'test@1')
                """, user.id(), metric.code(), day, load, load == null ? "no-rpe" : null);
    }

    /** Does this; {@code %s} is the user. */
    static void run(Database database, String sql, TestUser user) {
        database.update(sql.formatted(user.id()));
    }

    /** The single number that this finds; {@code %s} is the user. */
    static long count(Database database, String sql, TestUser user) {
        return database.one(sql.formatted(user.id()), row -> row.getLong(1)).orElseThrow();
    }
}
