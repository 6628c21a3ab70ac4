package dev.trainyard.workout.aggregate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.LocalDate;

/** How long the stretches are that training is added up over. */
public enum Granularity {
    DAY("day", 1, "exercise_daily", "day"),
    WEEK("week", 7, "exercise_weekly", "week_start"),
    MONTH("month", 31, "exercise_monthly", "month");

    private final String code;
    private final int longest;
    private final String table;
    private final String column;

    Granularity(String code, int longest, String table, String column) {
        this.code = code;
        this.longest = longest;
        this.table = table;
        this.column = column;
    }

    /**
     * What a client calls it; a day when it says nothing.
     *
     * @throws Problem 400 when it is none
     */
    static Granularity ofQuery(String code) {
        if (code == null) {
            return DAY;
        }
        for (Granularity granularity : values()) {
            if (granularity.code.equals(code)) {
                return granularity;
            }
        }
        throw Problem.invalid(Violation.inQuery("granularity", "must be one of day, month, week"));
    }

    /** As in the query. */
    String code() {
        return code;
    }

    /** How many days it has at most. */
    int longest() {
        return longest;
    }

    /** The table that the figures are kept in. */
    String table() {
        return table;
    }

    /** The table's column with the first day. */
    String column() {
        return column;
    }

    /**
     * SQL for the first day of the stretch that a day is in.
     *
     * @param day SQL of a date
     * @param firstWeekday SQL of the number of the day on which the user's weeks begin
     */
    String startOf(String day, String firstWeekday) {
        return switch (this) {
            case DAY -> "(" + day + ")";
            case WEEK -> "week_of(" + day + ", " + firstWeekday + ")";
            case MONTH -> "date_trunc('month', (" + day + ")::timestamp)::date";
        };
    }

    /** SQL for the first day after the stretch that begins at {@code start}, SQL of a date. */
    String endOf(String start) {
        return "(" + start + " + interval '1 " + code + "')::date";
    }

    /** The last day of the stretch that begins at {@code start}. */
    LocalDate lastDayFrom(LocalDate start) {
        return switch (this) {
            case DAY -> start;
            case WEEK -> start.plusDays(6);
            case MONTH -> start.plusMonths(1).minusDays(1);
        };
    }
}
