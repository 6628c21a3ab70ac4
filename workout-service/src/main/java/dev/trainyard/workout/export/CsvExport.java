package dev.trainyard.workout.export;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can be exported as CSV: a query whose columns are those of the file, and whose only parameters are the user. Each
 * goes along an index that starts with the user, so that its rows are read as they are written.
 */
enum CsvExport {
    WORKOUTS("workouts", "name,notes", """
            SELECT w.id, w.name, %s AS started_at, %s AS finished_at, w.notes
            FROM workout w
            WHERE w.user_id = ?
            ORDER BY w.started_at DESC, w.id DESC
            """.formatted(utc("w.started_at"), utc("w.finished_at"))),

    /** The columns of Strong first, with its units in columns of their own, so that importers of Strong's files take it. */
    SETS("sets", "Workout Name,Exercise Name,Notes,Workout Notes", """
            WITH here AS (SELECT coalesce((SELECT time_zone FROM preference WHERE user_id = ?), 'UTC') AS zone)
            SELECT to_char(w.started_at AT TIME ZONE here.zone, 'YYYY-MM-DD HH24:MI:SS') AS "Date",
                   coalesce(w.name, 'Workout') AS "Workout Name",
                   extract(epoch FROM date_trunc('second', w.finished_at) - date_trunc('second', w.started_at))::bigint
                       AS "Duration (sec)",
                   e.name AS "Exercise Name",
                   CASE s.type WHEN 'warmup' THEN 'W' WHEN 'drop' THEN 'D' WHEN 'failure' THEN 'F'
                               ELSE s.number::text END AS "Set Order",
                   %s AS "Weight", s.unit AS "Weight Unit", s.reps AS "Reps", trim_scale(s.rpe) AS "RPE",
                   trim_scale(s.distance_m) AS "Distance (meters)", trim_scale(s.duration_seconds) AS "Seconds",
                   s.notes AS "Notes", w.notes AS "Workout Notes",
                   s.number AS "Number", s.type AS "Type", s.load AS "Load", trim_scale(s.added_kg) AS "Added (kg)",
                   trim_scale(s.body_weight_kg) AS "Body Weight (kg)", trim_scale(s.rir) AS "RIR",
                   s.superset AS "Superset", s.rest_seconds AS "Rest (sec)", %s AS "Performed At",
                   w.id AS "Workout Id", s.id AS "Set Id", e.id AS "Exercise Id"
            FROM here
            CROSS JOIN workout w
            JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE w.user_id = ?
            ORDER BY w.started_at DESC, w.id DESC, s.number
            """.formatted(
                    inUnit("s.weight_kg"), utc("s.performed_at"))),

    BODY_WEIGHTS("body-weights", "notes", """
            SELECT s.day, %s AS weight, s.unit, trim_scale(s.body_fat_percentage) AS body_fat_percentage,
                   trim_scale(s.visceral_fat) AS visceral_fat, s.notes
            FROM body_weight s
            WHERE s.user_id = ?
            ORDER BY s.day DESC
            """.formatted(inUnit("s.weight_kg"))),

    PERSONAL_RECORDS("personal-records", "exercise", """
            SELECT e.name AS exercise, r.kind, trim_scale(r.at_weight_kg) AS at_weight_kg, trim_scale(r.value) AS value,
                   trim_scale(r.weight_kg) AS weight_kg, r.reps, %s AS achieved_at, r.set_id, e.id AS exercise_id
            FROM personal_record r
            JOIN exercise e ON e.user_id = r.user_id AND e.id = r.exercise_id
            WHERE r.user_id = ?
            ORDER BY r.exercise_id, r.kind, r.at_weight_kg
            """.formatted(utc("r.achieved_at"))),

    RECOVERY("recovery", "external_id,notes", """
            SELECT id, day, external_id, trim_scale(recovery_score) AS recovery_score, recovery_score_tier,
                   trim_scale(hrv_ms) AS hrv_ms, trim_scale(resting_heart_rate) AS resting_heart_rate,
                   trim_scale(strain) AS strain, trim_scale(spo2_percentage) AS spo2_percentage,
                   trim_scale(skin_temp_celsius) AS skin_temp_celsius, energy, notes
            FROM recovery
            WHERE user_id = ?
            ORDER BY day DESC, id DESC
            """),

    SLEEP("sleep", "external_id,notes", """
            SELECT id, day, external_id, nap, %s AS started_at, %s AS ended_at,
                   trim_scale(sleep_performance) AS sleep_performance, sleep_quality_tier,
                   trim_scale(sleep_consistency) AS sleep_consistency, trim_scale(sleep_efficiency) AS sleep_efficiency,
                   in_bed_seconds, awake_seconds, light_seconds, deep_seconds, rem_seconds, cycles, disturbances,
                   trim_scale(respiratory_rate) AS respiratory_rate, quality, notes
            FROM sleep
            WHERE user_id = ?
            ORDER BY day DESC, id DESC
            """.formatted(utc("started_at"), utc("ended_at")));

    private final String file;
    private final String usersWords;
    private final String sql;

    CsvExport(String file, String usersWords, String sql) {
        this.file = file;
        this.usersWords = usersWords;
        this.sql = sql;
    }

    /** The one with this name in its path. */
    static Optional<CsvExport> named(String name) {
        return Arrays.stream(values())
                .filter(export -> export.file.equals(name))
                .findFirst();
    }

    /** The name of the file, without {@code .csv}. */
    String file() {
        return file;
    }

    String sql() {
        return sql;
    }

    /** How often the user is a parameter. */
    int parameters() {
        return Math.toIntExact(sql.chars().filter(c -> c == '?').count());
    }

    /** Whether others may have chosen what a column holds. */
    boolean isUsersWord(String column) {
        return Arrays.asList(usersWords.split(",")).contains(column);
    }

    private static String utc(String column) {
        return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    /** Kilograms in the unit of the row, as WeightUnit shows them. */
    private static String inUnit(String kilograms) {
        return "trim_scale(round(CASE s.unit WHEN 'lb' THEN %s / 0.45359237 ELSE %s END, 4))"
                .formatted(kilograms, kilograms);
    }
}
