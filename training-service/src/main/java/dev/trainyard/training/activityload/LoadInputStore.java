package dev.trainyard.training.activityload;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Reads what the loads of one activity are made of. */
@ApplicationScoped
class LoadInputStore {

    static final String FIND = """
            SELECT day, type, environment, duration_seconds, moving_seconds, distance_meters, elevation_gain_meters,
                   average_heart_rate, rpe, sex, effective_from, resting, max, vt1, vt2, rates, seconds
            FROM load_input
            WHERE user_id = ? AND activity_id = ?
            """;

    private final Database database;

    LoadInputStore(Database database) {
        this.database = database;
    }

    Optional<LoadInput> find(String user, UUID activity) {
        return database.one(FIND, LoadInputStore::input, user, activity);
    }

    private static LoadInput input(ResultSet row) throws SQLException {
        return new LoadInput(
                row.getObject("day", LocalDate.class),
                row.getString("type"),
                row.getString("environment"),
                row.getInt("duration_seconds"),
                row.getObject("moving_seconds", Integer.class),
                row.getBigDecimal("distance_meters"),
                row.getBigDecimal("elevation_gain_meters"),
                row.getObject("average_heart_rate", Integer.class),
                row.getBigDecimal("rpe"),
                row.getString("sex"),
                row.getObject("effective_from", LocalDate.class),
                row.getObject("resting", Integer.class),
                row.getObject("max", Integer.class),
                row.getObject("vt1", Integer.class),
                row.getObject("vt2", Integer.class),
                TimeAtRate.of(row));
    }
}
