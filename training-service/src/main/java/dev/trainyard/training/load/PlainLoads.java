package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import dev.trainyard.training.load.PlainLoadSeries.DayLoad;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Figures made from all loads of the user whenever they are asked for, in a loop over the days. */
@ApplicationScoped
class PlainLoads implements LoadSource {

    private static final String READ = WANTED + """
            SELECT w.zone, w.from_day, w.to_day, l.day, l.load
            FROM wanted w
            LEFT JOIN LATERAL (
                SELECT day, %s AS load FROM activity_load
                WHERE user_id = w.user_id AND metric = w.metric GROUP BY day) AS l ON true
            """.formatted(OF_DAY);

    private static final String GAPS = "SELECT first_day, last_day FROM load_gap WHERE user_id = ?";

    private final Database database;

    PlainLoads(Database database) {
        this.database = database;
    }

    private record Row(String zone, LocalDate from, LocalDate to, LocalDate day, Double load) {}

    private record Days(LocalDate first, LocalDate last) {

        boolean contain(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    @Override
    public LoadSeries read(String user, Metric metric, LoadRange range) {
        List<Row> rows = database.list(
                READ,
                row -> new Row(
                        row.getString("zone"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("to_day", LocalDate.class),
                        row.getObject("day", LocalDate.class),
                        row.getObject("load", Double.class)),
                user,
                metric.code(),
                range.from(),
                range.to());
        List<Days> gaps = database.list(
                GAPS, row -> new Days(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)), user);
        Map<LocalDate, DayLoad> recorded = new HashMap<>();
        rows.stream().filter(row -> row.day() != null).forEach(row -> recorded.put(row.day(), new DayLoad(row.load())));
        LocalDate since = recorded.keySet().stream().min(LocalDate::compareTo).orElse(null);
        Row asked = rows.getFirst();
        List<LoadFigures> days = since == null
                ? List.of()
                : PlainLoadSeries.of(
                        recorded, day -> gaps.stream().anyMatch(gap -> gap.contain(day)), since, asked.to());
        LocalDate before = asked.from().minusDays(1);
        return new LoadSeries(
                asked.zone(),
                asked.from(),
                asked.to(),
                since,
                days.stream().filter(day -> !day.day().isBefore(before)).toList());
    }
}
