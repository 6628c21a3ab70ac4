package dev.trainyard.workout.bodyweight;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.day.DayQuery;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Keeps body weights, one row a day of a user, each call one statement. */
@ApplicationScoped
class BodyWeightStore {

    private static final String COLUMNS = """
            SELECT b.day, b.weight_kg, b.unit, trim_scale(b.body_fat_percentage) AS body_fat_percentage,
                   trim_scale(b.visceral_fat) AS visceral_fat, b.notes, b.updated_at, recent.mean_kg, recent.days
            """;

    // At most seven rows for each that is shown, by the primary key.
    private static final String RECENT = """
            CROSS JOIN LATERAL (
                SELECT avg(w.weight_kg) AS mean_kg, count(*) AS days
                FROM body_weight w
                WHERE w.user_id = b.user_id AND w.day BETWEEN b.day - 6 AND b.day
            ) AS recent
            """;

    private static final String FIND = COLUMNS + "FROM body_weight b " + RECENT + "WHERE b.user_id = ? AND b.day = ?";

    // The statement does not see its own change: what it writes is added to the six days before.
    private static final String PUT = """
            WITH b AS (
                INSERT INTO body_weight (user_id, day, weight_kg, unit, body_fat_percentage, visceral_fat, notes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (user_id, day) DO UPDATE
                SET weight_kg = excluded.weight_kg, unit = excluded.unit,
                    body_fat_percentage = excluded.body_fat_percentage, visceral_fat = excluded.visceral_fat,
                    notes = excluded.notes, updated_at = now()
                RETURNING new.*, old.day IS NULL AS is_new
            )
            """ + COLUMNS + """
            , b.is_new
            FROM b
            CROSS JOIN LATERAL (
                SELECT avg(weight_kg) AS mean_kg, count(*) AS days
                FROM (SELECT w.weight_kg FROM body_weight w
                      WHERE w.user_id = b.user_id AND w.day BETWEEN b.day - 6 AND b.day - 1
                      UNION ALL SELECT b.weight_kg) AS week
            ) AS recent
            """;

    private static final String PAGE = COLUMNS + """
            FROM (SELECT * FROM body_weight
                  WHERE user_id = ? AND day BETWEEN ? AND ? AND day < ?
                  ORDER BY day DESC
                  LIMIT ?) AS b
            """ + RECENT + "ORDER BY b.day DESC";

    private final Database database;

    BodyWeightStore(Database database) {
        this.database = database;
    }

    /** What was written, and whether the day had nothing before. */
    record Written(BodyWeightView view, boolean isNew) {}

    /** Writes the day, over what may be there. */
    Written put(String user, LocalDate day, BodyWeightDraft draft) {
        return database.one(
                        PUT,
                        row -> new Written(view(row), row.getBoolean("is_new")),
                        user,
                        day,
                        draft.kilograms(),
                        draft.unit().symbol(),
                        draft.bodyFatPercentage(),
                        draft.visceralFat(),
                        draft.notes())
                .orElseThrow();
    }

    Optional<BodyWeightView> find(String user, LocalDate day) {
        return database.one(FIND, BodyWeightStore::view, user, day);
    }

    /** A page of the user's days with a weight, newest first. */
    Page<BodyWeightView> list(String user, DayQuery days, PageQuery page) {
        List<BodyWeightView> rows = database.list(
                PAGE,
                BodyWeightStore::view,
                user,
                days.first(),
                days.last(),
                DayQuery.before(page.cursor(1), 0),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.day()));
    }

    /** Removes the day; whether there was one. */
    boolean delete(String user, LocalDate day) {
        return database.update("DELETE FROM body_weight WHERE user_id = ? AND day = ?", user, day) == 1;
    }

    private static BodyWeightView view(ResultSet row) throws SQLException {
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("unit"));
        return new BodyWeightView(
                row.getObject("day", LocalDate.class),
                unit.ofKilograms(row.getBigDecimal("weight_kg")),
                unit,
                row.getBigDecimal("body_fat_percentage"),
                row.getBigDecimal("visceral_fat"),
                row.getString("notes"),
                MovingAverage.of(row.getBigDecimal("mean_kg"), row.getInt("days"), unit),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
