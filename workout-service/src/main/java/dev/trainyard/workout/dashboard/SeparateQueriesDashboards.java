package dev.trainyard.workout.dashboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.dashboard.DashboardView.Best;
import dev.trainyard.workout.dashboard.DashboardView.Day;
import dev.trainyard.workout.dashboard.DashboardView.Streak;
import dev.trainyard.workout.preference.PreferenceStore;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a dashboard by a simple query for each figure: the plain twin of {@link OneQueryDashboards}. */
@ApplicationScoped
class SeparateQueriesDashboards implements Dashboards {

    // Of workouts w: started on one of the days.
    private static final String COVERED = " w.user_id = ? AND (w.started_at AT TIME ZONE ?)::date BETWEEN ? AND ? ";

    private static final String SETS = """
             FROM workout w JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id WHERE
            """ + COVERED;

    private final Database database;
    private final PreferenceStore preferences;

    SeparateQueriesDashboards(Database database, PreferenceStore preferences) {
        this.database = database;
        this.preferences = preferences;
    }

    private record Window(String user, String zone, LocalDate from, LocalDate to) {}

    private record Lifted(LocalDate day, int sets, BigDecimal volume) {}

    @Override
    public DashboardView read(String user, Optional<ZoneId> zone, int days) {
        Preferences own = preferences.of(user);
        WeightUnit unit = own.weightUnit();
        String zoneId = zone.map(ZoneId::getId).orElse(own.timeZone());
        LocalDate today = database.one(
                        "SELECT (now() AT TIME ZONE ?)::date", row -> row.getObject(1, LocalDate.class), zoneId)
                .orElseThrow();
        Window window = new Window(user, zoneId, today.minusDays(days - 1L), today);
        return new DashboardView(
                window.from(),
                today,
                zoneId,
                unit,
                count("SELECT count(*) FROM workout w WHERE" + COVERED, window),
                count("SELECT count(*)" + SETS, window),
                volume(window, unit),
                streak(user, zoneId, today, DayOfWeek.valueOf(own.weekStart().name())),
                best(window, unit),
                days(window, unit));
    }

    private int count(String sql, Window window) {
        return database.one(sql, row -> row.getInt(1), window.user(), window.zone(), window.from(), window.to())
                .orElseThrow();
    }

    private BigDecimal volume(Window window, WeightUnit unit) {
        return database.one(
                        "SELECT coalesce(sum(s.weight_kg * s.reps), 0)" + SETS + "AND s.type <> 'warmup'",
                        row -> unit.ofKilograms(row.getBigDecimal(1)),
                        window.user(),
                        window.zone(),
                        window.from(),
                        window.to())
                .orElseThrow();
    }

    private List<Best> best(Window window, WeightUnit unit) {
        return database.list(
                """
                SELECT b.*, e.name
                FROM (SELECT DISTINCT ON (s.exercise_id) s.user_id, s.exercise_id, s.e1rm_kg, s.weight_kg, s.reps,
                             s.performed_at
                      %s AND s.type <> 'warmup' AND s.e1rm_kg > 0
                      ORDER BY s.exercise_id, s.e1rm_kg DESC, s.performed_at, s.id) b
                JOIN exercise e ON e.user_id = b.user_id AND e.id = b.exercise_id
                ORDER BY b.e1rm_kg DESC, e.name_key
                LIMIT %d
                """.formatted(SETS, DashboardView.MAX_BEST),
                row -> OneQueryDashboards.best(row, unit),
                window.user(),
                window.zone(),
                window.from(),
                window.to());
    }

    private List<Day> days(Window window, WeightUnit unit) {
        var workouts = database
                .list(
                        "SELECT (w.started_at AT TIME ZONE ?)::date FROM workout w WHERE" + COVERED,
                        row -> row.getObject(1, LocalDate.class),
                        window.zone(),
                        window.user(),
                        window.zone(),
                        window.from(),
                        window.to())
                .stream()
                .collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        var lifted = database
                .list(
                        """
                        SELECT (w.started_at AT TIME ZONE ?)::date, count(*),
                               coalesce(sum(s.weight_kg * s.reps) FILTER (WHERE s.type <> 'warmup'), 0)
                        """ + SETS + "GROUP BY 1",
                        row -> new Lifted(row.getObject(1, LocalDate.class), row.getInt(2), row.getBigDecimal(3)),
                        window.zone(),
                        window.user(),
                        window.zone(),
                        window.from(),
                        window.to())
                .stream()
                .collect(Collectors.toMap(Lifted::day, day -> day));
        return window.from()
                .datesUntil(window.to().plusDays(1))
                .map(day -> {
                    Lifted sets = lifted.getOrDefault(day, new Lifted(day, 0, BigDecimal.ZERO));
                    int visits = workouts.getOrDefault(day, 0L).intValue();
                    return new Day(day, visits, sets.sets(), unit.ofKilograms(sets.volume()));
                })
                .toList();
    }

    private Streak streak(String user, String zone, LocalDate today, DayOfWeek firstWeekday) {
        var weeks = database
                .list(
                        "SELECT DISTINCT (w.started_at AT TIME ZONE ?)::date FROM workout w WHERE w.user_id = ?",
                        row -> row.getObject(1, LocalDate.class),
                        zone,
                        user)
                .stream()
                .filter(day -> !day.isAfter(today))
                .map(day -> week(day, firstWeekday))
                .collect(Collectors.toCollection(TreeSet::new));
        int longest = 0;
        int run = 0;
        LocalDate before = LocalDate.MIN;
        for (LocalDate week : weeks) {
            run = week.minusWeeks(1).equals(before) ? run + 1 : 1;
            longest = Math.max(longest, run);
            before = week;
        }
        boolean stillGoing = !before.isBefore(week(today, firstWeekday).minusWeeks(1));
        return new Streak(stillGoing ? run : 0, longest);
    }

    private static LocalDate week(LocalDate day, DayOfWeek firstWeekday) {
        return day.with(TemporalAdjusters.previousOrSame(firstWeekday));
    }
}
