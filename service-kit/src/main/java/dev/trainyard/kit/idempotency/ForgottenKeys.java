package dev.trainyard.kit.idempotency;

import dev.trainyard.kit.database.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes remembered answers after their 24 hours, a bounded number at a time so that it never holds many locks. */
@ApplicationScoped
class ForgottenKeys {

    private static final int CHUNK = 5_000;

    private final Database database;

    ForgottenKeys(Database database) {
        this.database = database;
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "forgotten-idempotency-keys")
    void forget() {
        int removed;
        do {
            removed = database.update("""
                    DELETE FROM idempotency_key
                    WHERE (user_id, key) IN (
                        SELECT user_id, key FROM idempotency_key
                        WHERE created_at < now() - interval '24 hours'
                        ORDER BY created_at
                        LIMIT ?
                        FOR UPDATE SKIP LOCKED)
                    """, CHUNK);
        } while (removed == CHUNK);
    }
}
