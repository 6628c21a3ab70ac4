package dev.trainyard.kit.rollout;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** The table in which the replicas agree. */
@ApplicationScoped
class RolloutStore {

    private static final String ITSELF = "trainyard";

    private final Database database;

    RolloutStore(Database database) {
        this.database = database;
    }

    private record Row(String name, RolloutState state) {}

    /** All rollouts that were ever changed, by name. There are as many as the code has ever declared. */
    Map<String, RolloutState> all() {
        Map<String, RolloutState> states = new HashMap<>();
        database.list("SELECT * FROM rollout", row -> new Row(row.getString("name"), state(row)))
                .forEach(row -> states.put(row.name(), row.state()));
        return states;
    }

    /** Stores what an admin decided; {@code initially} is what is not said when there is no row yet. */
    RolloutState change(String name, RolloutDraft draft, RolloutState initially, String admin) {
        RolloutDraft.Bounds bounds =
                draft.bounds() == null ? new RolloutDraft.Bounds(null, null, null, null) : draft.bounds();
        return database.one(
                        """
                        INSERT INTO rollout (name, percent, updated_by,
                            compare_per_mille, mismatches, errors_per_mille, latency_ratio, min_calls)
                        VALUES (?, ?, ?,
                            coalesce(?, ?), coalesce(?, ?), coalesce(?, ?), coalesce(?::numeric, ?), coalesce(?, ?))
                        ON CONFLICT (name) DO UPDATE
                        SET percent = excluded.percent,
                            updated_by = excluded.updated_by,
                            compare_per_mille = coalesce(?, rollout.compare_per_mille),
                            mismatches = coalesce(?, rollout.mismatches),
                            errors_per_mille = coalesce(?, rollout.errors_per_mille),
                            latency_ratio = coalesce(?::numeric, rollout.latency_ratio),
                            min_calls = coalesce(?, rollout.min_calls),
                            turned_off_at = NULL,
                            reason = NULL,
                            updated_at = excluded.updated_at,
                            version = rollout.version + 1
                        RETURNING *
                        """,
                        RolloutStore::state,
                        name,
                        draft.percent(),
                        admin,
                        draft.comparePerMille(),
                        initially.comparePerMille(),
                        bounds.mismatches(),
                        initially.bounds().mismatches(),
                        bounds.errorsPerMille(),
                        initially.bounds().errorsPerMille(),
                        bounds.latencyRatio(),
                        initially.bounds().latencyRatio(),
                        bounds.minCalls(),
                        initially.bounds().minCalls(),
                        draft.comparePerMille(),
                        bounds.mismatches(),
                        bounds.errorsPerMille(),
                        bounds.latencyRatio(),
                        bounds.minCalls())
                .orElseThrow();
    }

    /** Turns a rollout off for all replicas, unless it was changed since: then what was seen is about another state. */
    void turnOff(String name, RolloutState off) {
        database.update(
                """
                INSERT INTO rollout (name, percent, updated_by, turned_off_at, reason,
                    compare_per_mille, mismatches, errors_per_mille, latency_ratio, min_calls)
                VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE
                SET percent = 0,
                    updated_by = excluded.updated_by,
                    turned_off_at = excluded.turned_off_at,
                    reason = excluded.reason,
                    updated_at = excluded.updated_at,
                    version = rollout.version + 1
                WHERE rollout.version = ?
                """,
                name,
                ITSELF,
                off.turnedOffAt(),
                off.reason(),
                off.comparePerMille(),
                off.bounds().mismatches(),
                off.bounds().errorsPerMille(),
                off.bounds().latencyRatio(),
                off.bounds().minCalls(),
                off.version());
    }

    private static RolloutState state(ResultSet row) throws SQLException {
        RolloutBounds bounds = new RolloutBounds(
                row.getInt("mismatches"),
                row.getInt("errors_per_mille"),
                row.getBigDecimal("latency_ratio"),
                row.getInt("min_calls"));
        return new RolloutState(
                row.getInt("percent"),
                row.getInt("compare_per_mille"),
                bounds,
                instant(row, "turned_off_at"),
                row.getString("reason"),
                instant(row, "updated_at"),
                row.getString("updated_by"),
                row.getLong("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
