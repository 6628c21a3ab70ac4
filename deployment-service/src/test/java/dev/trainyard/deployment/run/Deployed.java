package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.kit.database.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A version of a user's deployment, with what is in the tables of its runs. */
final class Deployed {

    static final RunSettings ALL = new RunSettings(Duration.ofDays(30), LoggedSteps.ALL, 65_536, List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    final String user;
    final UUID id;
    private final RunSettings settings;

    private Deployed(Database database, String user, UUID id, RunSettings settings) {
        this.database = database;
        this.user = user;
        this.id = id;
        this.settings = settings;
    }

    /** Deploys tasks, given as JSON with single quotes. */
    @Singleton
    static class Maker {

        private static final String INSERT = """
                WITH d AS (
                    INSERT INTO deployment (user_id, name, active_version, max_duration_ms, logged_steps,
                                            max_logged_bytes, redacted_paths)
                    VALUES (?, uuidv7()::text, 1, ?, ?, ?, ?::text[])
                    RETURNING user_id, id
                ), v AS (
                    INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition)
                    SELECT user_id, id, 1, sha256(id::text::bytea), ?::jsonb FROM d
                )
                SELECT id FROM d
                """;

        @Inject
        Database database;

        Deployed of(String... tasks) {
            return with(ALL, tasks);
        }

        Deployed with(RunSettings settings, String... tasks) {
            return of("user-" + UUID.randomUUID(), settings, tasks);
        }

        Deployed of(String user, RunSettings settings, String... tasks) {
            UUID id = database.one(
                            INSERT,
                            row -> row.getObject(1, UUID.class),
                            user,
                            settings.maxDuration().toMillis(),
                            settings.steps().name().toLowerCase(java.util.Locale.ROOT),
                            settings.maxLoggedBytes(),
                            settings.redactedPaths().toArray(String[]::new),
                            definition(tasks))
                    .orElseThrow();
            return new Deployed(database, user, id, settings);
        }

        private static String definition(String... tasks) {
            return """
                    {'document': {'dsl': '1.0.0', 'namespace': 'tests', 'name': 'test', 'version': '1.0.0'}, 'do': [%s]}
                    """.formatted(String.join(",", tasks)).replace('\'', '"');
        }
    }

    RunStart start() {
        return start("{}");
    }

    RunStart start(String input) {
        return new RunStart(user, RunIds.next(), id, 1, settings, Trigger.TOKEN, json(input));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistyped) {
            throw new IllegalArgumentException(mistyped);
        }
    }

    /** The log of its runs: status and the names of the steps, in order, of each. */
    List<String> log() {
        return rows("""
                SELECT l.status || ' ' || coalesce(string_agg(s.name, ' ' ORDER BY s.number), '-')
                FROM deployment_log l LEFT JOIN logged_step s ON s.user_id = l.user_id AND s.run_id = l.id
                WHERE l.user_id = ? AND l.deployment_id = ? GROUP BY l.id, l.status ORDER BY l.id
                """);
    }

    /** The status of its runs that go on. */
    List<String> going() {
        return rows("SELECT status FROM run WHERE user_id = ? AND deployment_id = ? ORDER BY id");
    }

    /** One value, as text, of its only run that goes on; null for null. */
    String running(String column) {
        return rows("SELECT (" + column + ")::text FROM run WHERE user_id = ? AND deployment_id = ?")
                .getFirst();
    }

    /** One value, as text, of its only log; null for null. */
    String logged(String column) {
        return rows("SELECT (" + column + ")::text FROM deployment_log WHERE user_id = ? AND deployment_id = ?")
                .getFirst();
    }

    /** What of its steps, in order. */
    List<String> steps(String column) {
        return database.list(
                "SELECT (" + column + ")::text FROM logged_step WHERE user_id = ? ORDER BY run_id, number",
                Deployed::text,
                user);
    }

    /** Lets the leases of its runs have run out. */
    void endLeases() {
        change("leased_until = now() - interval '1 minute' WHERE replica IS NOT NULL AND");
    }

    /** Lets those leases of its runs have run out that {@code living} does not have. */
    void endLeases(UUID living) {
        change("leased_until = now() - interval '1 minute' WHERE replica <> '" + living + "' AND");
    }

    void change(String assignments) {
        database.update(
                "UPDATE run SET " + assignments + (assignments.endsWith("AND") ? "" : " WHERE")
                        + " user_id = ? AND deployment_id = ?",
                user,
                id);
    }

    Instant runningInstant(String column) {
        return database.one(
                        "SELECT " + column + " FROM run WHERE user_id = ? AND deployment_id = ?",
                        row -> row.getObject(1, java.time.OffsetDateTime.class).toInstant(),
                        user,
                        id)
                .orElseThrow();
    }

    private List<String> rows(String sql) {
        return new ArrayList<>(database.list(sql, Deployed::text, user, id));
    }

    private static String text(ResultSet row) throws SQLException {
        return row.getString(1);
    }
}
