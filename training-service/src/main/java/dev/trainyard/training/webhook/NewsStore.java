package dev.trainyard.training.webhook;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** What events about activities leave behind, one statement for all users that an owner is. */
@ApplicationScoped
class NewsStore {

    // What was deleted at the provider never comes back under its id, so news that arrive after that are old.
    static final String WANTED = """
            INSERT INTO activity_fetch (user_id, provider, object_id, event_time)
            SELECT account.user_id, account.provider, ?, ?
            FROM provider_account account
            WHERE account.provider = ? AND account.owner_id = ? AND account.deauthorized_at IS NULL
                AND NOT EXISTS (
                    SELECT FROM webhook_event gone
                    WHERE gone.provider = ? AND gone.object_type = 'activity' AND gone.object_id = ?
                        AND gone.aspect_type = 'delete' AND gone.owner_id = account.owner_id)
            ORDER BY account.user_id
            ON CONFLICT (user_id, provider, object_id) DO UPDATE
            SET event_time = greatest(activity_fetch.event_time, excluded.event_time), wanted_at = now()
            """;

    static final String DELETED = """
            WITH account AS MATERIALIZED (
                SELECT user_id, provider FROM provider_account
                WHERE provider = ? AND owner_id = ? AND deauthorized_at IS NULL),
            unwanted AS (
                DELETE FROM activity_fetch awaited USING account
                WHERE awaited.user_id = account.user_id AND awaited.provider = account.provider AND awaited.object_id = ?
                RETURNING awaited.user_id),
            gone AS (
                DELETE FROM activity USING account
                WHERE activity.user_id = account.user_id AND activity.external_id = account.provider || ':' || ?
                RETURNING activity.user_id)
            SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM unwanted)
            """;

    private final Database database;

    NewsStore(Database database) {
        this.database = database;
    }

    /** Notes that an activity is to be fetched; for how many users. */
    int wanted(String provider, WebhookEvent event) {
        return database.update(
                WANTED, event.objectId(), event.eventTime(), provider, event.ownerId(), provider, event.objectId());
    }

    /** Removes an activity, and the wish to fetch it; how many rows that were. */
    long deleted(String provider, WebhookEvent event) {
        return database.one(
                        DELETED, row -> row.getLong(1), provider, event.ownerId(), event.objectId(), event.objectId())
                .orElseThrow();
    }
}
