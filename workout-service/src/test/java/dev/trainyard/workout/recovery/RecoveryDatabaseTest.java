package dev.trainyard.workout.recovery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The indexes of body weight, recovery, sleep and connections. */
@QuarkusTest
class RecoveryDatabaseTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void manyUsersWithSomeDays() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = workout;
                    INSERT INTO body_weight (user_id, day, weight_kg, unit)
                    SELECT 'plan-' || u, date '2020-01-01' + d, 80, 'kg'
                    FROM generate_series(1, 50) u, generate_series(1, 100) d ON CONFLICT DO NOTHING;
                    INSERT INTO recovery (user_id, id, day, external_id, recovery_score)
                    SELECT 'plan-' || u, md5(u || ' ' || d || ' ' || e)::uuid, date '2020-01-01' + d,
                           CASE e WHEN 1 THEN 'sent-' || d END, d % 100
                    FROM generate_series(1, 50) u, generate_series(1, 100) d, generate_series(1, 2) e
                    ON CONFLICT DO NOTHING;
                    INSERT INTO sleep (user_id, id, day, external_id, sleep_performance)
                    SELECT 'plan-' || u, md5(u || ' ' || d || ' ' || e)::uuid, date '2020-01-01' + d,
                           CASE e WHEN 1 THEN 'sent-' || d END, d % 100
                    FROM generate_series(1, 50) u, generate_series(1, 100) d, generate_series(1, 2) e
                    ON CONFLICT DO NOTHING;
                    INSERT INTO recovery_connection (user_id, id, name, secret_encrypted)
                    SELECT 'plan-' || u, md5(u || ' ' || c)::uuid, 'band', '\\x00'
                    FROM generate_series(1, 500) u, generate_series(1, 5) c ON CONFLICT DO NOTHING;
                    INSERT INTO webhook_event (user_id, id, connection_id, event_key, state, received_at)
                    SELECT 'plan-' || u, md5(u || ' ' || c || ' ' || e)::uuid, md5(u || ' ' || c)::uuid, 'event-' || e,
                           'processed', now() - e * interval '1 hour'
                    FROM generate_series(1, 50) u, generate_series(1, 5) c, generate_series(1, 40) e
                    ON CONFLICT DO NOTHING;
                    ANALYZE body_weight, recovery, sleep, recovery_connection, webhook_event
                    """);
        }
    }

    /** Each index and the query that it is there for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pk_body_weight|SELECT weight_kg FROM body_weight WHERE user_id = 'plan-7' AND day BETWEEN date '2020-01-01' AND date '2020-03-01' AND day < date '2020-03-01' ORDER BY day DESC LIMIT 51",
                "ix_recovery_day|SELECT id FROM recovery WHERE user_id = 'plan-7' AND day BETWEEN date '2020-01-01' AND date '2020-03-01' AND (day, id) < (date '2020-03-01', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY day DESC, id DESC LIMIT 51",
                "ix_recovery_day|SELECT avg(hrv_ms) FROM recovery WHERE user_id = 'plan-7' AND day BETWEEN date '2020-01-01' AND date '2020-01-30'",
                "uq_recovery_external|DELETE FROM recovery WHERE user_id = 'plan-7' AND external_id = 'sent-5'",
                "uq_recovery_manual|INSERT INTO recovery (user_id, day, energy) VALUES ('plan-7', '2020-01-05', 5) ON CONFLICT (user_id, day) WHERE external_id IS NULL DO UPDATE SET energy = excluded.energy",
                "ix_sleep_day|SELECT id FROM sleep WHERE user_id = 'plan-7' AND (day, id) < (date '2020-03-01', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY day DESC, id DESC LIMIT 51",
                "uq_sleep_external|DELETE FROM sleep WHERE user_id = 'plan-7' AND external_id = 'sent-5'",
                "uq_sleep_manual|INSERT INTO sleep (user_id, day, quality) VALUES ('plan-7', '2020-01-05', 5) ON CONFLICT (user_id, day) WHERE external_id IS NULL DO UPDATE SET quality = excluded.quality",
                "pk_recovery_connection|SELECT id FROM recovery_connection WHERE user_id = 'plan-7' AND id > '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY id LIMIT 51",
                "ix_recovery_connection_id|SELECT user_id FROM recovery_connection WHERE id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "uq_webhook_event_key|INSERT INTO webhook_event (user_id, connection_id, event_key, state) VALUES ('plan-7', '0198c0de-0000-7000-8000-000000000000', 'x', 'received') ON CONFLICT (user_id, connection_id, event_key) DO NOTHING",
                "ix_webhook_event_connection|SELECT id FROM webhook_event WHERE user_id = 'plan-7' AND connection_id = '0198c0de-0000-7000-8000-000000000000'::uuid AND id < '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY id DESC LIMIT 51",
                "ix_webhook_event_received_at|SELECT user_id, id FROM webhook_event WHERE received_at < now() - interval '30 days' ORDER BY received_at LIMIT 5000 FOR UPDATE SKIP LOCKED",
            })
    void indexServesItsQuery(String index, String query) throws Exception {
        assertThat(Plan.of(database, "workout", query), containsString(index));
    }
}
