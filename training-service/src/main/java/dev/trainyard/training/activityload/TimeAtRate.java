package dev.trainyard.training.activityload;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the heart was at a rate during an activity.
 *
 * @param rate beats per minute
 */
public record TimeAtRate(int rate, int seconds) {

    /** What a row's columns {@code rates} and {@code seconds} say, by ascending rate; empty without a stream. */
    public static List<TimeAtRate> of(ResultSet row) throws SQLException {
        Array rates = row.getArray("rates");
        if (rates == null) {
            return List.of();
        }
        Short[] rate = (Short[]) rates.getArray();
        Integer[] seconds = (Integer[]) row.getArray("seconds").getArray();
        List<TimeAtRate> times = new ArrayList<>();
        for (int i = 0; i < rate.length; i++) {
            times.add(new TimeAtRate(rate[i], seconds[i]));
        }
        return times;
    }
}
