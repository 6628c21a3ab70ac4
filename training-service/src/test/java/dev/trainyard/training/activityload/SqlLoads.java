package dev.trainyard.training.activityload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The loads of any input by the SQL functions that compute what is stored. */
final class SqlLoads {

    private static final String ALL = """
            SELECT 'trimp' AS metric, * FROM banister_load(?, ?::smallint, ?, ?::smallint, ?::smallint)
            UNION ALL SELECT 'edwards', * FROM edwards_load(?, ?, ?::smallint)
            UNION ALL SELECT 'lucia', * FROM lucia_load(?, ?, ?::smallint, ?::smallint)
            UNION ALL SELECT 'srpe', * FROM foster_load(?, ?)
            UNION ALL SELECT 'load_miles', * FROM mile_load(?, ?, ?, ?, ?, ?, ?)
            """;

    private SqlLoads() {}

    /** A load, or why there is none. */
    record Outcome(Double value, String reason) {}

    static Map<LoadMetric, Outcome> of(Connection connection, LoadInput input) throws SQLException {
        List<TimeAtRate> times = input.timesAtRates();
        Short[] rates = times.isEmpty()
                ? null
                : times.stream().map(time -> (short) time.rate()).toArray(Short[]::new);
        Integer[] seconds =
                times.isEmpty() ? null : times.stream().map(TimeAtRate::seconds).toArray(Integer[]::new);
        Object[] parameters = {
            input.exerciseSeconds(),
            input.averageHeartRate(),
            input.sex(),
            input.resting(),
            input.max(),
            rates,
            seconds,
            input.max(),
            rates,
            seconds,
            input.vt1(),
            input.vt2(),
            input.durationSeconds(),
            input.rpe(),
            input.type(),
            input.environment(),
            input.durationSeconds(),
            input.exerciseSeconds(),
            input.distanceMeters(),
            input.elevationGainMeters(),
            input.rpe()
        };
        Map<LoadMetric, Outcome> loads = new EnumMap<>(LoadMetric.class);
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    loads.put(
                            LoadMetric.ofCode(row.getString("metric")),
                            new Outcome(row.getObject("value", Double.class), row.getString("reason")));
                }
            }
        }
        return loads;
    }
}
