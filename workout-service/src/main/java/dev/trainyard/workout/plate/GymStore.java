package dev.trainyard.workout.plate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the bars and plates of a user's gyms. */
@ApplicationScoped
public class GymStore {

    // A gym's plates come as arrays that belong together: one row a gym.
    private static final String READ = """
            SELECT g.name, g.name_key, g.bar_kg, g.bar_unit, p.weights, p.units, p.pairs
            FROM gym g
            CROSS JOIN LATERAL (
                SELECT array_agg(weight_kg ORDER BY weight_kg DESC, unit) AS weights,
                       array_agg(unit ORDER BY weight_kg DESC, unit) AS units,
                       array_agg(pairs ORDER BY weight_kg DESC, unit) AS pairs
                FROM plate
                WHERE plate.user_id = g.user_id AND plate.gym = g.name_key
            ) p
            WHERE g.user_id = ?
            """;

    private static final String PUT = """
            INSERT INTO gym (user_id, name, bar_kg, bar_unit) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id, name_key) DO UPDATE
            SET name = excluded.name, bar_kg = excluded.bar_kg, bar_unit = excluded.bar_unit
            """;

    private static final String ADD_PLATES = """
            INSERT INTO plate (user_id, gym, weight_kg, unit, pairs)
            SELECT ?, lower(?), weight_kg, unit, pairs
            FROM unnest(?::numeric[], ?::text[], ?::integer[]) AS given (weight_kg, unit, pairs)
            """;

    private final Database database;

    GymStore(Database database) {
        this.database = database;
    }

    private record Row(Gym gym, String key) {}

    /** The user's gym of that name, in whatever case. */
    Optional<Gym> find(String user, String name) {
        return database.one(READ + "AND g.name_key = lower(?)", GymStore::row, user, name)
                .map(Row::gym);
    }

    /**
     * The user's gym of that name or, when it is null, the only one that the user has, if so.
     *
     * @throws Problem 404 when there is none of that name
     */
    public Optional<Gym> chosen(String user, String name) {
        if (name != null) {
            return Optional.of(find(user, name).orElseThrow(() -> Problem.notFound("gym")));
        }
        List<Row> first = database.list(READ + "ORDER BY g.name_key LIMIT 2", GymStore::row, user);
        return first.size() == 1 ? Optional.of(first.getFirst().gym()) : Optional.empty();
    }

    /** A page of the user's gyms by name. */
    Page<Gym> list(String user, PageQuery page) {
        String after = page.cursor(1).map(cursor -> cursor.text(0)).orElse("");
        List<Row> rows = database.list(
                READ + "AND g.name_key > ? ORDER BY g.name_key LIMIT ?",
                GymStore::row,
                user,
                after,
                page.limitPlusOne());
        return Page.of(rows, page, row -> Cursor.after(row.key())).map(Row::gym);
    }

    /** Makes the user's gym of that name what is given, whatever there was. */
    @Transactional
    void put(String user, String name, GymDraft draft) {
        database.update(
                PUT, user, name, draft.bar().kilograms(), draft.bar().unit().symbol());
        database.update("DELETE FROM plate WHERE user_id = ? AND gym = lower(?)", user, name);
        database.update(
                ADD_PLATES,
                user,
                name,
                draft.plates().stream().map(Plate::kilograms).toArray(BigDecimal[]::new),
                draft.plates().stream().map(plate -> plate.unit().symbol()).toArray(String[]::new),
                draft.plates().stream().map(Plate::pairs).toArray(Integer[]::new));
    }

    /** Removes the user's gym; whether there was one. */
    boolean delete(String user, String name) {
        return database.update("DELETE FROM gym WHERE user_id = ? AND name_key = lower(?)", user, name) == 1;
    }

    private static Row row(ResultSet row) throws SQLException {
        List<Plate> plates = new ArrayList<>();
        if (row.getArray("weights") != null) {
            BigDecimal[] weights = (BigDecimal[]) row.getArray("weights").getArray();
            String[] units = (String[]) row.getArray("units").getArray();
            Integer[] pairs = (Integer[]) row.getArray("pairs").getArray();
            for (int i = 0; i < weights.length; i++) {
                WeightUnit unit = WeightUnit.ofSymbol(units[i]);
                plates.add(new Plate(unit.ofKilograms(weights[i]), unit, pairs[i]));
            }
        }
        WeightUnit unit = WeightUnit.ofSymbol(row.getString("bar_unit"));
        return new Row(
                new Gym(row.getString("name"), Weight.ofKilograms(row.getBigDecimal("bar_kg"), unit), plates),
                row.getString("name_key"));
    }
}
