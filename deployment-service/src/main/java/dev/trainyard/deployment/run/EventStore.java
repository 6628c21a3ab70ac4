package dev.trainyard.deployment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tables run_listener and run_event: who listens, and what has come for whom. Always within the transaction that saves the
 * run which gives or listens, so that each happens once, with it or not at all.
 */
@ApplicationScoped
class EventStore {

    // A run that does not take what comes for it, or will never again, does not fill the table.
    static final int MAX_UNREAD = 1_000;

    private static final int MAX_RESTING = 16;

    // By itself, so that the statement after it sees who has begun to listen meanwhile.
    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended(?, 6))";

    static final String GIVE = """
            WITH given AS (
                SELECT ordinality, event::jsonb AS event FROM unnest(?::text[]) WITH ORDINALITY AS e (event, ordinality)
            ), come AS (
                INSERT INTO run_event (user_id, run_id, effect, event)
                SELECT l.user_id, l.run_id, l.effect, given.event
                FROM run_listener l
                JOIN given ON EXISTS (SELECT FROM jsonb_array_elements(l.filters) AS f WHERE given.event @> f)
                WHERE l.user_id = ?
                  AND (SELECT count(*) FROM (SELECT FROM run_event e
                                             WHERE e.user_id = l.user_id AND e.run_id = l.run_id AND e.effect = l.effect
                                             LIMIT %1$d) AS unread) < %1$d
                ORDER BY given.ordinality
                RETURNING user_id, run_id, effect
            )
            UPDATE run
            SET events = events + has.come, wake_at = CASE WHEN replica IS NULL THEN now() END
            FROM (SELECT run_id, count(*) AS come
                  FROM come JOIN run_listener l USING (user_id, run_id, effect)
                  WHERE l.rests_since IS NULL
                  GROUP BY run_id) AS has
            WHERE run.user_id = ? AND run.id = has.run_id
            RETURNING run.id
            """.formatted(MAX_UNREAD);

    private static final String LISTEN = """
            INSERT INTO run_listener (user_id, run_id, effect, filters)
            SELECT ?, ?, effect, filters::jsonb FROM unnest(?::text[], ?::text[]) AS l (effect, filters)
            ON CONFLICT DO NOTHING
            """;

    // What has come for the one that it goes on from is its own.
    private static final String GO_ON = """
            UPDATE run_event e SET effect = l.effect
            FROM unnest(?::text[], ?::text[]) AS l (effect, continues)
            WHERE e.user_id = ? AND e.run_id = ? AND e.effect = l.continues
            """;

    private static final String FORGET = """
            DELETE FROM run_event e USING unnest(?::text[], ?::bigint[]) AS t (effect, last)
            WHERE e.user_id = ? AND e.run_id = ? AND e.effect = t.effect AND e.id <= t.last
            """;

    private static final String REST = """
            UPDATE run_listener SET rests_since = clock_timestamp()
            WHERE user_id = ? AND run_id = ? AND effect = ANY (?::text[])
            """;

    private static final String STOP = """
            DELETE FROM run_listener
            WHERE user_id = ? AND run_id = ?
              AND (effect = ANY (?::text[])
                   OR effect IN (SELECT effect FROM run_listener
                                 WHERE user_id = ? AND run_id = ? AND rests_since IS NOT NULL
                                 ORDER BY rests_since DESC OFFSET %d))
            """.formatted(MAX_RESTING);

    static final String READ = """
            SELECT r.events, e.effect, e.id, e.event::text AS event
            FROM run r
            LEFT JOIN run_listener l ON l.user_id = r.user_id AND l.run_id = r.id AND l.rests_since IS NULL
            LEFT JOIN run_event e ON e.user_id = l.user_id AND e.run_id = l.run_id AND e.effect = l.effect
            WHERE r.user_id = ? AND r.id = ?
            ORDER BY e.id
            LIMIT ?
            """;

    private final Database database;
    private final ObjectMapper json;

    EventStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * What has come for a run.
     *
     * @param events how many have ever come for it, this one with them
     * @param effect who listens; null when nothing has come
     */
    record Come(long events, String effect, long id, JsonNode event) {}

    /** Gives events to those of the user's runs that listen for them; the ids of these. */
    @Transactional(TxType.MANDATORY)
    List<UUID> give(String user, List<JsonNode> events) {
        takeTurn(user);
        String[] stored = events.stream().map(RunStore::stored).toArray(String[]::new);
        return database.list(GIVE, row -> row.getObject("id", UUID.class), stored, user, user);
    }

    /** Lets nobody give events to the user's runs until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    void takeTurn(String user) {
        database.list(TURN, row -> null, user);
    }

    /** Notes which listeners of a run have begun, have had what they wanted, and are of no use any more. */
    @Transactional(TxType.MANDATORY)
    void change(RunStart run, ListenerChanges changes) {
        List<Effect.Listen> begun = changes.begun();
        if (!begun.isEmpty()) {
            database.update(
                    LISTEN,
                    run.user(),
                    run.id(),
                    begun.stream().map(Effect.Listen::id).toArray(String[]::new),
                    begun.stream()
                            .map(listen -> RunStore.stored(comparable(listen.filters())))
                            .toArray(String[]::new));
        }
        if (!changes.lookedAt().isEmpty()) {
            database.update(
                    FORGET,
                    changes.lookedAt().keySet().toArray(String[]::new),
                    changes.lookedAt().values().toArray(Long[]::new),
                    run.user(),
                    run.id());
        }
        if (!changes.satisfied().isEmpty()) {
            database.update(REST, run.user(), run.id(), changes.satisfied().toArray(String[]::new));
        }
        List<Effect.Listen> continuing =
                begun.stream().filter(listen -> listen.continues() != null).toList();
        List<String> stopped = new ArrayList<>(changes.stopped());
        if (!continuing.isEmpty()) {
            String[] continued =
                    continuing.stream().map(Effect.Listen::continues).toArray(String[]::new);
            database.update(
                    GO_ON,
                    continuing.stream().map(Effect.Listen::id).toArray(String[]::new),
                    continued,
                    run.user(),
                    run.id());
            stopped.addAll(List.of(continued));
        }
        database.update(STOP, run.user(), run.id(), stopped.toArray(String[]::new), run.user(), run.id());
    }

    /** What has come for a run, in order, the oldest {@code limit} of it; empty when there is no such run. */
    List<Come> read(RunStart run, int limit) {
        return database.list(
                READ,
                row -> {
                    String event = row.getString("event");
                    return new Come(
                            row.getLong("events"),
                            row.getString("effect"),
                            row.getLong("id"),
                            event == null ? null : read(event));
                },
                run.user(),
                run.id(),
                limit);
    }

    /** What of the filters is compared by the database: all but expressions. */
    private ArrayNode comparable(List<JsonNode> filters) {
        ArrayNode all = json.createArrayNode();
        for (JsonNode filter : filters) {
            ObjectNode exact = all.addObject();
            filter.properties().forEach(attribute -> {
                if (!isExpression(attribute.getValue())) {
                    exact.set(attribute.getKey(), attribute.getValue());
                }
            });
        }
        return all;
    }

    private static boolean isExpression(JsonNode wanted) {
        return wanted.isTextual()
                && wanted.textValue().startsWith("${")
                && wanted.textValue().endsWith("}");
    }

    private JsonNode read(String event) {
        try {
            return json.readTree(event);
        } catch (JsonProcessingException notFromJsonb) {
            throw new IllegalStateException(notFromJsonb);
        }
    }
}
