package dev.trainyard.workout.set;

/** The SQL of what a set's load amounts to, for whoever writes one; as the check constraint ck_workout_set_load says. */
final class SetLoad {

    private SetLoad() {}

    /** What counts of a given weight: all of it, on top of the body's, or less what helped; 0 while that is not known. */
    static String counted(String load, String given, String body) {
        return """
                CASE %1$s
                    WHEN 'bodyweight' THEN coalesce(%3$s + %2$s, 0)
                    WHEN 'assisted' THEN greatest(coalesce(%3$s - %2$s, 0), 0)
                    ELSE %2$s
                END""".formatted(load, given, body);
    }

    /** The newest body weight that the user had logged by the day of an instant; two parameters {@code user}. */
    static String newestBodyWeight(String user, String instant) {
        return """
                SELECT b.weight_kg FROM body_weight b
                WHERE b.user_id = %1$s
                  AND b.day <= (%2$s AT TIME ZONE coalesce(
                      (SELECT p.time_zone FROM preference p WHERE p.user_id = %1$s), 'UTC'))::date
                ORDER BY b.day DESC
                LIMIT 1""".formatted(user, instant);
    }
}
