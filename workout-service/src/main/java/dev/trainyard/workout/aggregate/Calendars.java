package dev.trainyard.workout.aggregate;

/** The SQL of whose days and weeks are meant. */
public final class Calendars {

    /** SQL of the time zone of the user whose preferences are {@code p}, or who has none. */
    public static final String ZONE = "coalesce(p.time_zone, 'UTC')";

    /** SQL of the number of the day on which the weeks of that user begin, 1 for Monday. */
    public static final String FIRST_WEEKDAY =
            "CASE p.week_start WHEN 'sunday' THEN 7 WHEN 'saturday' THEN 6 ELSE 1 END";

    /** {@code WITH wanted}: one row with user_id, zone, first_weekday and unit of the user who is its one parameter. */
    public static final String WANTED = """
            WITH wanted AS (
                SELECT caller.user_id, %s AS zone, %s AS first_weekday, coalesce(p.weight_unit, 'kg') AS unit
                FROM (SELECT ?::text AS user_id) AS caller LEFT JOIN preference p USING (user_id)
            )""".formatted(ZONE, FIRST_WEEKDAY);

    private Calendars() {}
}
