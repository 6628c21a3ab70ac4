package dev.trainyard.training.activity;

import dev.trainyard.training.activityload.TimeAtRate;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long an activity was in one of the heart-rate zones that its user has on its day.
 *
 * @param zone 1 to 5; 0 is below the first
 * @param from the beats per minute at which the zone begins
 */
record TimeInZone(int zone, int from, int seconds) {

    /**
     * Of a row with the columns {@code rates} and {@code seconds}, and {@code zone_starts}, where zones 1 to 5 begin; null
     * without a stream or zones.
     */
    static List<TimeInZone> of(ResultSet row) throws SQLException {
        List<TimeAtRate> times = TimeAtRate.of(row);
        Array zones = row.getArray("zone_starts");
        return times.isEmpty() || zones == null ? null : of(times, (Short[]) zones.getArray());
    }

    private static List<TimeInZone> of(List<TimeAtRate> times, Short[] starts) {
        int[] seconds = new int[starts.length + 1];
        for (TimeAtRate time : times) {
            int zone = 0;
            while (zone < starts.length && starts[zone] <= time.rate()) {
                zone++;
            }
            seconds[zone] += time.seconds();
        }
        List<TimeInZone> zones = new ArrayList<>();
        for (int zone = 0; zone < seconds.length; zone++) {
            zones.add(new TimeInZone(zone, zone == 0 ? 0 : starts[zone - 1], seconds[zone]));
        }
        return zones;
    }
}
