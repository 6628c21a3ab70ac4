package dev.trainyard.workout.trend;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Page;
import dev.trainyard.workout.aggregate.Calendars;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Reads trends from the view, as long as it shows all that the user did: nothing of the user's is queued, and the view
 * shows the version that the user's weeks have. Else they are computed.
 */
@ApplicationScoped
class ViewTrends implements Trends {

    // The first row says whether the view may be used, with no trend beside it where it may not or there is none.
    static final String READ = Calendars.WANTED + """
            , view AS MATERIALIZED (
                SELECT NOT EXISTS (SELECT FROM aggregate_queue q WHERE q.user_id = wanted.user_id)
                       AND (SELECT version FROM aggregate_version v WHERE v.user_id = wanted.user_id)
                           IS NOT DISTINCT FROM (SELECT version FROM trend_version v WHERE v.user_id = wanted.user_id)
                       AS is_current
                FROM wanted
            )
            SELECT view.is_current, wanted.unit, page.*, e.name
            FROM wanted CROSS JOIN view
            LEFT JOIN LATERAL (
                SELECT t.*
                FROM exercise_trends t
                WHERE view.is_current AND t.user_id = wanted.user_id
                  AND t.week_start >= week_of(?, wanted.first_weekday) AND t.week_start <= ?
                  AND (?::uuid IS NULL OR t.exercise_id = ?::uuid) AND (t.week_start, t.exercise_id) > (?, ?)
                ORDER BY t.week_start, t.exercise_id
                LIMIT ?) AS page ON true
            LEFT JOIN exercise e ON e.user_id = page.user_id AND e.id = page.exercise_id
            ORDER BY page.week_start, page.exercise_id
            """;

    private final Database database;
    private final WindowTrends computed;

    ViewTrends(Database database, WindowTrends computed) {
        this.database = database;
        this.computed = computed;
    }

    private record Row(boolean current, Optional<Trend> trend) {}

    @Override
    public Page<Trend> read(String user, TrendQuestion question) {
        List<Row> rows = database.list(
                READ,
                row -> new Row(
                        row.getBoolean("is_current"),
                        row.getString("name") == null ? Optional.empty() : Optional.of(Trend.of(row))),
                user,
                question.days().from(),
                question.days().to(),
                question.exercise().orElse(null),
                question.exercise().orElse(null),
                question.afterWeek(),
                question.afterExercise(),
                question.page().limitPlusOne());
        if (!rows.getFirst().current()) {
            return computed.read(user, question);
        }
        List<Trend> trends = rows.stream().flatMap(row -> row.trend().stream()).toList();
        return Page.of(trends, question.page(), TrendQuestion::cursorOf);
    }
}
