package dev.trainyard.quiz.message;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.kit.database.Database;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MessageStatsTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void statsTellOfTheQueue() {
        Channel bot = Channel.unattended(database);
        messages.enqueue(List.of(bot.says("7", "waits"), bot.says("7", "dead")));
        database.update(
                "UPDATE message SET state = 'dead', settled_at = now() WHERE user_id = ? AND body ->> 'text' = 'dead'",
                bot.owner().id());

        await().until(() -> stats().getLong("message_queue.queue_size") > 0
                && stats().getLong("message_queue.dead") > 0
                && stats().getBoolean("message_queue.running"));

        JsonPath stats = stats();
        assertThat(stats.getInt("message_queue.num_workers"), equalTo(10));
        assertThat(stats.getLong("message_queue.total_processed"), greaterThanOrEqualTo(0L));
        assertThat(stats.getLong("message_queue.oldest_age_seconds"), greaterThanOrEqualTo(0L));
        assertThat(stats.getLong("message_queue.rate_limited"), greaterThanOrEqualTo(0L));
    }

    @Test
    void statsTellOfThePoolAsTheyUsedTo() {
        JsonPath stats = stats();

        assertThat(stats.getInt("database_pool.pool_size"), equalTo(10));
        assertThat(stats.getInt("database_pool.overflow_connections"), equalTo(0));
        assertThat(stats.getInt("database_pool.total_connections"), greaterThanOrEqualTo(1));
        assertThat(stats.getInt("database_pool.checked_out_connections"), greaterThanOrEqualTo(0));
        assertThat(stats.get("database_pool.wait_time_ms"), notNullValue());
    }

    @Test
    void metricsTellOfTheQueue() {
        String metrics = given().get(management.resolve("/metrics")).asString();

        assertThat(
                metrics,
                allOf(
                        containsString("trainyard_quiz_messages_waiting "),
                        containsString("trainyard_quiz_messages_dead "),
                        containsString("trainyard_quiz_messages_workers 10"),
                        containsString("trainyard_quiz_messages_running "),
                        containsString("trainyard_quiz_messages_oldest_age_seconds "),
                        containsString("trainyard_quiz_messages_total{outcome=\"sent\""),
                        containsString("trainyard_quiz_messages_lost_total "),
                        containsString("trainyard_quiz_messages_rate_limited_total ")));
    }

    private JsonPath stats() {
        return given().get(management.resolve("/monitoring/stats")).jsonPath();
    }
}
