package dev.trainyard.workout.trend;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Page;
import dev.trainyard.workout.aggregate.FigureSource;
import dev.trainyard.workout.aggregate.Granularity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Computes trends whenever they are asked for, by a window over the weeks of the user. */
@ApplicationScoped
class WindowTrends implements Trends {

    private static final String READ = """
            %s
            , trends AS (
                SELECT exercise_id, period AS week_start, best_e1rm_kg AS e1rm_kg,
                       lag(best_e1rm_kg) OVER course AS previous_kg,
                       best_e1rm_kg - lag(best_e1rm_kg) OVER course AS change_kg
                FROM figures
                WHERE best_e1rm_kg IS NOT NULL
                WINDOW course AS (PARTITION BY exercise_id ORDER BY period)
            )
            , page AS (
                SELECT t.*
                FROM wanted CROSS JOIN trends t
                WHERE t.week_start >= week_of(?, wanted.first_weekday) AND t.week_start <= ?
                  AND (?::uuid IS NULL OR t.exercise_id = ?::uuid) AND (t.week_start, t.exercise_id) > (?, ?)
                ORDER BY t.week_start, t.exercise_id
                LIMIT ?
            )
            SELECT page.*, e.name, wanted.unit
            FROM wanted CROSS JOIN page
            JOIN exercise e ON e.user_id = wanted.user_id AND e.id = page.exercise_id
            ORDER BY page.week_start, page.exercise_id
            """.formatted(FigureSource.STORED.with(Granularity.WEEK));

    private final Database database;

    WindowTrends(Database database) {
        this.database = database;
    }

    @Override
    public Page<Trend> read(String user, TrendQuestion question) {
        List<Trend> rows = database.list(
                READ,
                Trend::of,
                user,
                question.days().from(),
                question.days().to(),
                question.exercise().orElse(null),
                question.exercise().orElse(null),
                question.afterWeek(),
                question.afterExercise(),
                question.page().limitPlusOne());
        return Page.of(rows, question.page(), TrendQuestion::cursorOf);
    }
}
