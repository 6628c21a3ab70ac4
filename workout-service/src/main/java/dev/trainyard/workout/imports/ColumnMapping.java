package dev.trainyard.workout.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * Where a CSV file of any app has what. All but the date, the exercise and one of repetitions, distance and duration may
 * be absent.
 *
 * @param separator of fields; when absent, whichever of comma, semicolon and tab the header has most of
 * @param decimal {@code .} or {@code ,}; when absent, either is read as the decimal point
 * @param workoutPer {@code start}: rows of the same time and workout name are a workout; {@code day}: those of the same
 *     day and name
 * @param date of the workout or set, with or without the time
 * @param time where it is in a column of its own
 */
@RegisterForReflection
record ColumnMapping(
        String separator,
        String decimal,
        String workoutPer,
        Dates date,
        Dates time,
        Source workout,
        Source workoutDuration,
        Source workoutNotes,
        Source exercise,
        Source set,
        Source type,
        Source weight,
        Source unit,
        Source reps,
        Source rpe,
        Source rir,
        Source distance,
        Source distanceUnit,
        Source duration,
        Source superset,
        Source rest,
        Source notes) {

    /**
     * Where one thing comes from.
     *
     * @param column as the header names it
     * @param value where there is no column, or it is blank
     * @param values what the file's words stand for
     */
    @RegisterForReflection
    record Source(String column, String value, Map<String, String> values) {}

    /**
     * Where a date or time comes from.
     *
     * @param value where there is no column, or it is blank
     * @param patterns of Java's {@code DateTimeFormatter}, or {@code iso}, tried in order; ISO 8601 when absent
     */
    @RegisterForReflection
    record Dates(String column, String value, List<String> patterns) {}
}
