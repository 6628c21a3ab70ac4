package dev.trainyard.workout.readiness;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads by one query what a readiness is made of. */
@ApplicationScoped
class ReadinessStore {

    // A day may have an entry by hand and several that were sent. Of each measurement the one that the user wrote
    // counts, else the one that was sent last. Naps are no night's sleep.
    private static final String READ = """
            WITH wanted AS (
                SELECT coalesce(?::date, (now() AT TIME ZONE coalesce(?, p.time_zone, 'UTC'))::date) AS day
                FROM (SELECT ? AS user_id) AS caller LEFT JOIN preference p USING (user_id)
            ), recovered AS (
                SELECT (array_agg(recovery_score ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE recovery_score IS NOT NULL))[1] AS recovery_score,
                       (array_agg(energy ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE energy IS NOT NULL))[1] AS energy,
                       (array_agg(hrv_ms ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE hrv_ms IS NOT NULL))[1] AS hrv_ms,
                       (array_agg(resting_heart_rate ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE resting_heart_rate IS NOT NULL))[1] AS resting_heart_rate,
                       (array_agg(strain ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE strain IS NOT NULL))[1] AS strain
                FROM recovery, wanted
                WHERE user_id = ? AND recovery.day = wanted.day
            ), slept AS (
                SELECT (array_agg(sleep_performance ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE sleep_performance IS NOT NULL))[1] AS sleep_performance,
                       (array_agg(quality ORDER BY external_id IS NULL DESC, updated_at DESC)
                           FILTER (WHERE quality IS NOT NULL))[1] AS quality
                FROM sleep, wanted
                WHERE user_id = ? AND sleep.day = wanted.day AND NOT nap
            ), before AS (
                SELECT avg(hrv_ms) AS hrv_baseline, count(hrv_ms) AS hrv_days,
                       avg(resting_heart_rate) AS rhr_baseline, count(resting_heart_rate) AS rhr_days
                FROM (SELECT avg(hrv_ms) AS hrv_ms, avg(resting_heart_rate) AS resting_heart_rate
                      FROM recovery, wanted
                      WHERE user_id = ? AND recovery.day BETWEEN wanted.day - 30 AND wanted.day - 1
                      GROUP BY recovery.day) AS days
            )
            SELECT wanted.day, trim_scale(recovery_score) AS recovery_score, energy, trim_scale(hrv_ms) AS hrv_ms,
                   trim_scale(resting_heart_rate) AS resting_heart_rate, trim_scale(strain) AS strain,
                   trim_scale(sleep_performance) AS sleep_performance, quality, before.*
            FROM wanted, recovered, slept, before
            """;

    private final Database database;

    ReadinessStore(Database database) {
        this.database = database;
    }

    /**
     * What is known of a day.
     *
     * @param day today when empty, in {@code zone}, which is the user's own when empty
     */
    Day read(String user, Optional<LocalDate> day, Optional<ZoneId> zone) {
        return database.one(
                        READ,
                        ReadinessStore::day,
                        day.orElse(null),
                        zone.map(ZoneId::getId).orElse(null),
                        user,
                        user,
                        user,
                        user)
                .orElseThrow();
    }

    private static Day day(ResultSet row) throws SQLException {
        return new Day(
                row.getObject("day", LocalDate.class),
                new Measurements(
                        row.getBigDecimal("recovery_score"),
                        row.getObject("energy", Integer.class),
                        row.getBigDecimal("sleep_performance"),
                        row.getObject("quality", Integer.class),
                        row.getBigDecimal("hrv_ms"),
                        row.getBigDecimal("hrv_baseline"),
                        row.getInt("hrv_days"),
                        row.getBigDecimal("resting_heart_rate"),
                        row.getBigDecimal("rhr_baseline"),
                        row.getInt("rhr_days"),
                        row.getBigDecimal("strain")));
    }
}
