package dev.trainyard.training.load;

/** A way to come by the figures of a user's days. All answer the same, to the last bit; they differ in what it costs. */
interface LoadSource {

    /** SQL of one row {@code wanted}, of the user, metric, from and to of its parameters in this order. */
    // The time is the transaction's: two sources that are compared see the same day, also at midnight.
    String WANTED = """
            WITH wanted AS (
                SELECT user_id, metric, zone, coalesce(from_day, coalesce(to_day, today) - 27) AS from_day,
                       least(coalesce(to_day, from_day + %d), today) AS to_day
                FROM (SELECT asked.*, (now() AT TIME ZONE zone)::date AS today
                      FROM (SELECT q.*, coalesce(a.time_zone, 'UTC') AS zone
                            FROM (SELECT ?::text AS user_id, ?::text AS metric, ?::date AS from_day, ?::date AS to_day) AS q
                            LEFT JOIN athlete a ON a.user_id = q.user_id) AS asked) AS dated
            )
            """.formatted(LoadRange.MAX_DAYS - 1);

    /** SQL of the load of a day from its rows of activity_load: null when one of its activities has none. */
    // In order, since the sum of three numbers depends on it in its last digit.
    String OF_DAY = "CASE WHEN count(value) = count(*) THEN sum(value ORDER BY value) END";

    /** The user's days in this metric. */
    LoadSeries read(String user, Metric metric, LoadRange range);
}
