package dev.trainyard.training.heartrate;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads the heart rate during an activity. */
@ApplicationScoped
class HeartRateStore {

    private static final String FIND = """
            SELECT a.started_at, h.stream
            FROM activity a
            LEFT JOIN activity_heart_rate h ON h.user_id = a.user_id AND h.activity_id = a.id
            WHERE a.user_id = ? AND a.id = ?
            """;

    private final Database database;

    HeartRateStore(Database database) {
        this.database = database;
    }

    /** An activity's start, and its heart rates; empty when it has none. */
    record Stored(Instant start, Optional<HeartRateStream> stream) {}

    Optional<Stored> find(String user, UUID activity) {
        return database.one(
                FIND,
                row -> new Stored(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getBytes(2)).map(HeartRateStream::decode)),
                user,
                activity);
    }
}
