package dev.trainyard.workout;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.SQLException;

/** Enough rows, of enough users, for PostgreSQL to tell one index from another. */
public final class TrainedUsers {

    private static final String ROWS = """
                SET search_path = workout;
                INSERT INTO import (user_id, id, format)
                SELECT 'plan-' || u, md5(u || ' ' || i)::uuid, 'strong'
                FROM generate_series(1, 50) u, generate_series(1, 5) i ON CONFLICT DO NOTHING;
                INSERT INTO exercise (user_id, id, name, import_id)
                SELECT 'plan-' || u, md5(u || ' ' || e)::uuid, 'Exercise ' || e, md5(u || ' ' || (e % 5 + 1))::uuid
                FROM generate_series(1, 50) u, generate_series(1, 20) e ON CONFLICT DO NOTHING;
                INSERT INTO workout (user_id, id, started_at, finished_at, import_id, source_key)
                SELECT 'plan-' || u, md5(u || ' ' || w)::uuid, now() - w * interval '1 day', now(),
                       md5(u || ' ' || (w % 5 + 1))::uuid, md5(u || ' ' || w)::uuid
                FROM generate_series(1, 50) u, generate_series(1, 40) w ON CONFLICT DO NOTHING;
                INSERT INTO workout_set (user_id, id, workout_id, exercise_id, number, type, weight_kg, unit, reps,
                                         performed_at, import_id, source_key)
                SELECT 'plan-' || u, md5(u || ' ' || w || ' ' || n)::uuid, md5(u || ' ' || w)::uuid,
                       md5(u || ' ' || ((n + w) % 20 + 1))::uuid, n, 'working', n, 'kg', 5, now(),
                       md5(u || ' ' || (w % 5 + 1))::uuid, md5(u || ' ' || w || ' ' || n)::uuid
                FROM generate_series(1, 50) u, generate_series(1, 40) w, generate_series(1, 10) n
                ON CONFLICT DO NOTHING;
                INSERT INTO personal_record
                SELECT 'plan-' || u, md5(u || ' ' || e)::uuid, 'reps_at_weight', k, 5, uuidv7(), k, 5, now()
                FROM generate_series(1, 50) u, generate_series(1, 20) e, generate_series(1, 10) k
                ON CONFLICT DO NOTHING;
                ANALYZE import, exercise, workout, workout_set, personal_record
                """;

    private TrainedUsers() {}

    /** Inserts the rows, unless they are there. */
    public static void insert(EmbeddedDatabase database) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute(ROWS);
        }
    }
}
