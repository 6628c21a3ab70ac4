package dev.trainyard.workout.exercise;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps a user's exercises; whoever adds a set by a new name makes one, too. */
@ApplicationScoped
public class ExerciseStore {

    private final Database database;
    private final Event<ExercisesChanged> changes;

    ExerciseStore(Database database, Event<ExercisesChanged> changes) {
        this.database = database;
        this.changes = changes;
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
            changes.fire(new ExercisesChanged(user));
        }
        return find(user, reference);
    }

    /**
     * Makes an exercise.
     *
     * @throws Problem 409 when the user has one of this name
     */
    ExerciseView make(String user, String name) {
        ExerciseView made = database.one(
                        """
                INSERT INTO exercise (user_id, name) VALUES (?, ?) ON CONFLICT (user_id, name_key) DO NOTHING
                RETURNING id, name
                """, row -> new ExerciseView(row.getObject(1, UUID.class), row.getString(2)), user, name)
                .orElseThrow(ExerciseStore::nameTaken);
        changes.fire(new ExercisesChanged(user));
        return made;
    }

    /**
     * Gives the user's exercise another name, or writes it differently.
     *
     * @throws Problem 404 when there is no such exercise, 409 when another one of the user's has the name
     */
    ExerciseView rename(String user, UUID id, String name) {
        try {
            ExerciseView renamed = database.one(
                            "UPDATE exercise SET name = ? WHERE user_id = ? AND id = ? RETURNING id, name",
                            row -> new ExerciseView(row.getObject(1, UUID.class), row.getString(2)),
                            name,
                            user,
                            id)
                    .orElseThrow(() -> Problem.notFound("exercise"));
            changes.fire(new ExercisesChanged(user));
            return renamed;
        } catch (DatabaseException failure) {
            if (DatabaseProblems.violates(failure, "uq_exercise_name")) {
                throw nameTaken();
            }
            throw failure;
        }
    }

    private static Problem nameTaken() {
        return Problem.conflict("name-taken", "You have an exercise of this name.");
    }

    private record Named(ExerciseView exercise, String key) {}
}
