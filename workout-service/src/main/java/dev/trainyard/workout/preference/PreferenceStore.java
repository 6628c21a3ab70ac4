package dev.trainyard.workout.preference;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps preferences, one row a user. */
@ApplicationScoped
public class PreferenceStore {

    private final Database database;

    PreferenceStore(Database database) {
        this.database = database;
    }

    /** What the user set, or kilograms in UTC. */
    public Preferences of(String user) {
        return database.one(
                        "SELECT time_zone, weight_unit FROM preference WHERE user_id = ?",
                        row -> new Preferences(row.getString(1), WeightUnit.ofSymbol(row.getString(2))),
                        user)
                .orElse(Preferences.DEFAULT);
    }

    void replace(String user, Preferences preferences) {
        database.update(
                """
                INSERT INTO preference (user_id, time_zone, weight_unit) VALUES (?, ?, ?)
                ON CONFLICT (user_id) DO UPDATE
                SET time_zone = excluded.time_zone, weight_unit = excluded.weight_unit
                """, user, preferences.timeZone(), preferences.weightUnit().symbol());
    }
}
