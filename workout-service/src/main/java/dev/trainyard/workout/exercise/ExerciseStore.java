package dev.trainyard.workout.exercise;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a user's exercises; whoever adds a set makes them. */
@ApplicationScoped
public class ExerciseStore {

    private final Database database;

    ExerciseStore(Database database) {
        this.database = database;
    }

    /** A page of the user's exercises by name. */
    Page<ExerciseView> list(String user, PageQuery page) {
        String after = page.cursor(1).map(cursor -> cursor.text(0)).orElse("");
        List<Named> rows = database.list(
                """
                SELECT id, name, name_key FROM exercise
                WHERE user_id = ? AND name_key > ?
                ORDER BY name_key
                LIMIT ?
                """,
                row -> new Named(new ExerciseView(row.getObject(1, UUID.class), row.getString(2)), row.getString(3)),
                user,
                after,
                page.limitPlusOne());
        return Page.of(rows, page, row -> Cursor.after(row.key())).map(Named::exercise);
    }

    /** The user's exercise, if there is one; names in whatever case. */
    public Optional<ExerciseView> find(String user, ExerciseReference reference) {
        String column = reference.id().isPresent() ? "id = ?" : "name_key = lower(?)";
        Object value = reference.id().isPresent() ? reference.id().get() : reference.name();
        return database.one(
                "SELECT id, name FROM exercise WHERE user_id = ? AND " + column,
                row -> new ExerciseView(row.getObject(1, UUID.class), row.getString(2)),
                user,
                value);
    }

    /** The user's exercise; a name that is new makes one, an id that is not the user's none. */
    public Optional<ExerciseView> findOrMake(String user, ExerciseReference reference) {
        if (reference.id().isEmpty()) {
            database.update(
                    "INSERT INTO exercise (user_id, name) VALUES (?, ?) ON CONFLICT (user_id, name_key) DO NOTHING",
                    user,
                    reference.name());
        }
        return find(user, reference);
    }

    private record Named(ExerciseView exercise, String key) {}
}
