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
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The user's exercises that are named here, by their references; names that are new make them, ids that are not the
     * user's are left out. Two statements, whatever their number, of the caller's transaction.
     */
    @Transactional(TxType.MANDATORY)
    public Map<ExerciseReference, UUID> findOrMakeAll(String user, Collection<ExerciseReference> references) {
        String[] names = references.stream()
                .filter(reference -> reference.id().isEmpty())
                .map(ExerciseReference::name)
                .distinct()
                .toArray(String[]::new);
        // In one order, so that two who make the same ones do not wait for each other.
        database.update("""
                INSERT INTO exercise (user_id, name)
                SELECT ?, name FROM unnest(?::text[]) AS name ORDER BY lower(name)
                ON CONFLICT (user_id, name_key) DO NOTHING
                """, user, names);
        changes.fire(new ExercisesChanged(user));
        Map<Object, UUID> known = new HashMap<>();
        database.list(
                """
                SELECT e.id, NULL AS name
                FROM unnest(?::uuid[]) AS wanted (id) JOIN exercise e ON e.user_id = ? AND e.id = wanted.id
                UNION ALL
                SELECT e.id, wanted.name
                FROM unnest(?::text[]) AS wanted (name)
                JOIN exercise e ON e.user_id = ? AND e.name_key = lower(wanted.name)
                """,
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    String name = row.getString(2);
                    return known.put(name == null ? id : name, id);
                },
                references.stream().flatMap(one -> one.id().stream()).distinct().toArray(UUID[]::new),
                user,
                names,
                user);
        Map<ExerciseReference, UUID> found = new HashMap<>();
        for (ExerciseReference reference : references) {
            Object wanted = reference.id().isPresent() ? reference.id().get() : reference.name();
            if (known.containsKey(wanted)) {
                found.put(reference, known.get(wanted));
            }
        }
        return found;
    }

    private record Named(ExerciseView exercise, String key) {}
}
