package dev.trainyard.training.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. None of it is queued: other tests await the queue. */
    @BeforeEach
    void fill() throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO webhook_event (provider, subscription_id, object_type, object_id, aspect_type, owner_id,
                                               event_time, deauthorizes, state, settled_at)
                    SELECT 'filling', '1', 'activity', gen_random_uuid(), 'create', n, now(), false,
                           CASE WHEN n % 10 = 0 THEN 'dead' ELSE 'processed' END, now()
                    FROM generate_series(1, 2000) n
                    """);
            statement.execute("""
                    INSERT INTO provider_account (user_id, provider, owner_id)
                    SELECT gen_random_uuid(), 'filling', n FROM generate_series(1, 2000) n
                    """);
            statement.execute("""
                    INSERT INTO activity (user_id, type, started_at, duration_seconds, external_id)
                    SELECT 'filling ' || n % 10, 'run', now(), 60, gen_random_uuid() FROM generate_series(1, 2000) n
                    """);
            statement.execute("ANALYZE activity");
            statement.execute("ANALYZE webhook_event");
            statement.execute("ANALYZE provider_account");
        }
    }

    @Test
    void nextEventIsReadFromTheQueueInItsOrder() throws Exception {
        String plan = Plan.of(database, "training", EventStore.NEXT);
        assertThat(plan, containsString("Index Scan using ix_webhook_event_queue"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void pagesAreReadFromTheirIndexes() throws Exception {
        assertThat(
                Plan.of(database, "training", EventStore.LIST),
                containsString("Index Scan Backward using pk_webhook_event"));
        assertThat(
                Plan.of(database, "training", EventStore.LIST_DEAD),
                containsString("Index Scan Backward using ix_webhook_event_dead"));
    }

    @Test
    void oldEventsAreFoundByTheTimeOfTheirEnd() throws Exception {
        assertThat(
                Plan.of(database, "training", EventStore.FORGET),
                containsString("Index Scan using ix_webhook_event_settled_at"));
    }

    @Test
    void ownersAndDeletionsAreFoundByTheirIndexes() throws Exception {
        String plan = Plan.of(database, "training", NewsStore.WANTED);
        assertThat(plan, containsString("using ix_provider_account_owner"));
        assertThat(plan, containsString("using uq_webhook_event_event"));
        String deletion = Plan.of(database, "training", NewsStore.DELETED);
        assertThat(deletion, containsString("using ix_provider_account_owner"));
        assertThat(deletion, containsString("using uq_activity_external_id"));
        assertThat(deletion, containsString("using pk_activity_fetch"));
        assertThat(
                Plan.of(database, "training", AccountStore.DEAUTHORIZE),
                containsString("using ix_provider_account_owner"));
    }
}
