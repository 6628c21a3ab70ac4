package dev.trainyard.training.load;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.training.load.DayExplanation.ActivityShare;
import dev.trainyard.training.load.DayExplanation.DayState;
import dev.trainyard.training.load.DayExplanation.Mean;
import dev.trainyard.training.load.DayExplanation.Recursion;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Says of a day how its figures were made. */
@ApplicationScoped
class Explanations {

    static final String ACTIVITIES = """
            SELECT activity_id, value, reason, formula FROM activity_load
            WHERE user_id = ? AND metric = ? AND day = ? ORDER BY activity_id
            """;

    private final Loads loads;
    private final Database database;

    Explanations(Loads loads, Database database) {
        this.loads = loads;
        this.database = database;
    }

    /**
     * How the figures of the user's {@code day} were made.
     *
     * @throws Problem 400 when it is yet to come
     */
    DayExplanation of(String user, Metric metric, LocalDate day) {
        LoadSeries series = loads.read(user, metric, new LoadRange(day.minusDays(27), day));
        if (series.to().isBefore(day)) {
            throw Problem.invalid(Violation.inQuery(
                    "date", "must not be after today, %s in %s".formatted(series.to(), series.timeZone())));
        }
        List<LoadFigures> window = series.days();
        LoadView view = LoadView.of(metric, series);
        LoadFigures today = figures(window, day);
        return new DayExplanation(
                day,
                metric,
                series.timeZone(),
                series.since(),
                Policies.IN_USE,
                Formulas.IN_USE,
                LoadView.NOTE,
                view.days().getLast(),
                database.list(ACTIVITIES, Explanations::activity, user, metric.code(), day),
                mean(window, day.minusDays(6), day),
                mean(window, day.minusDays(27), day),
                mean(window, day.minusDays(27), day.minusDays(7)),
                today == null ? null : rounded(today.deviation()),
                today == null ? List.of() : recursions(today, figures(window, day.minusDays(1))),
                window.stream()
                        .filter(step -> !step.day().isBefore(series.from()))
                        .map(Explanations::step)
                        .toList());
    }

    private static LoadFigures figures(List<LoadFigures> window, LocalDate day) {
        return window.stream().filter(one -> one.day().equals(day)).findFirst().orElse(null);
    }

    private static Mean mean(List<LoadFigures> window, LocalDate from, LocalDate to) {
        double[] known = window.stream()
                .filter(one -> !one.day().isBefore(from) && !one.day().isAfter(to) && one.load() != null)
                .mapToDouble(LoadFigures::load)
                .toArray();
        double sum = 0;
        for (double load : known) {
            sum += load;
        }
        return new Mean(
                from,
                to,
                known.length,
                LoadDay.rounded(sum),
                known.length == 0 ? null : LoadDay.rounded(sum / known.length));
    }

    private static List<Recursion> recursions(LoadFigures today, LoadFigures yesterday) {
        return List.of(
                recursion("ewmaAcute", PlainLoadSeries.EWMA_ACUTE, today, yesterday, LoadFigures::ewmaAcute),
                recursion("ewmaChronic", PlainLoadSeries.EWMA_CHRONIC, today, yesterday, LoadFigures::ewmaChronic),
                recursion("ctl", PlainLoadSeries.FITNESS, today, yesterday, LoadFigures::fitness),
                recursion("atl", PlainLoadSeries.FATIGUE, today, yesterday, LoadFigures::fatigue));
    }

    private static Recursion recursion(
            String name, double alpha, LoadFigures today, LoadFigures yesterday, Function<LoadFigures, Double> figure) {
        return new Recursion(
                name,
                alpha,
                yesterday == null ? null : rounded(figure.apply(yesterday)),
                rounded(today.load()),
                rounded(figure.apply(today)));
    }

    private static DayState step(LoadFigures figures) {
        return new DayState(
                figures.day(),
                rounded(figures.load()),
                figures.reason(),
                rounded(figures.ewmaAcute()),
                rounded(figures.ewmaChronic()),
                rounded(figures.fitness()),
                rounded(figures.fatigue()));
    }

    private static ActivityShare activity(ResultSet row) throws SQLException {
        return new ActivityShare(
                row.getObject("activity_id", UUID.class),
                rounded(row.getObject("value", Double.class)),
                row.getString("reason"),
                row.getString("formula"));
    }

    private static BigDecimal rounded(Double value) {
        return value == null ? null : LoadDay.rounded(value);
    }
}
