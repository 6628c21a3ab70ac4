package dev.trainyard.workout.catalogue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the catalogue. Whoever writes has it to themselves ({@link #lock()}), so that names stay unique. */
@ApplicationScoped
class CatalogueStore {

    private static final String READ = """
            SELECT m.id, m.name, m.name_key, m.category, m.equipment, m.mechanic, m.force, m.level, m.version,
                   m.merged_into, target.name AS merged_into_name,
                   ARRAY(SELECT muscle FROM master_exercise_muscle t
                         WHERE t.master_exercise_id = m.id AND role = 'primary' ORDER BY muscle) AS primary_muscles,
                   ARRAY(SELECT muscle FROM master_exercise_muscle t
                         WHERE t.master_exercise_id = m.id AND role = 'secondary' ORDER BY muscle) AS secondary_muscles,
                   ARRAY(SELECT alias FROM master_exercise_alias a
                         WHERE a.master_exercise_id = m.id ORDER BY a.name_key) AS aliases
            FROM master_exercise m
            LEFT JOIN master_exercise target ON target.id = m.merged_into
            """;

    private static final String OF_FILTER = """
            WHERE m.merged_into IS NULL AND m.name_key > ? AND (?::text IS NULL OR m.equipment = ?)
              AND (?::text IS NULL OR EXISTS (
                  SELECT FROM master_exercise_muscle t WHERE t.master_exercise_id = m.id AND t.muscle = ?))
            """;

    static final String OF_NAME = """
              AND m.id IN (SELECT id FROM master_exercise WHERE name_key LIKE lower(?)
                           UNION ALL
                           SELECT master_exercise_id FROM master_exercise_alias WHERE name_key LIKE lower(?))
            """;

    private static final String IN_ORDER = "ORDER BY m.name_key LIMIT ?";

    private final Database database;

    CatalogueStore(Database database) {
        this.database = database;
    }

    private record Named(MasterExerciseView view, String key) {}

    /** A page of the catalogue by name, without what was merged into something else. */
    Page<MasterExerciseView> list(CatalogueFilter filter, PageQuery page) {
        List<Object> values = new ArrayList<>();
        values.add(page.cursor(1).map(cursor -> cursor.text(0)).orElse(""));
        values.add(filter.equipment());
        values.add(filter.equipment());
        values.add(filter.muscle());
        values.add(filter.muscle());
        Optional<String> pattern = filter.pattern();
        pattern.ifPresent(wanted -> values.addAll(List.of(wanted, wanted)));
        values.add(page.limitPlusOne());
        List<Named> rows = database.list(
                READ + OF_FILTER + (pattern.isPresent() ? OF_NAME : "") + IN_ORDER,
                row -> new Named(view(row), row.getString("name_key")),
                values.toArray());
        return Page.of(rows, page, row -> Cursor.after(row.key())).map(Named::view);
    }

    Optional<MasterExerciseView> find(UUID id) {
        return database.one(READ + "WHERE m.id = ?", CatalogueStore::view, id);
    }

    /** Has the catalogue to itself until the transaction ends, or gives up soon: who makes an exercise waits behind. */
    void lock() {
        database.list("SELECT set_config('lock_timeout', '5s', true), lock_catalogue()", row -> null);
    }

    /** Names of {@code names} that another exercise than {@code id} has, as its name or an alias. */
    List<String> taken(UUID id, List<String> names) {
        return database.list("""
                SELECT wanted.name
                FROM unnest(?::text[]) AS wanted (name)
                WHERE EXISTS (SELECT FROM master_exercise WHERE name_key = lower(wanted.name) AND id <> ?)
                   OR EXISTS (SELECT FROM master_exercise_alias
                              WHERE name_key = lower(wanted.name) AND master_exercise_id <> ?)
                """, row -> row.getString(1), names.toArray(String[]::new), id, id);
    }

    UUID insert(MasterExerciseDraft draft) {
        return database.one(
                        """
                        INSERT INTO master_exercise (name, category, equipment, mechanic, force, level)
                        VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                        """,
                        row -> row.getObject(1, UUID.class),
                        draft.name(),
                        draft.category(),
                        draft.equipment(),
                        draft.mechanic(),
                        draft.force(),
                        draft.level())
                .orElseThrow();
    }

    void update(UUID id, MasterExerciseDraft draft) {
        database.update(
                """
                UPDATE master_exercise
                SET name = ?, category = ?, equipment = ?, mechanic = ?, force = ?, level = ?, version = version + 1
                WHERE id = ?
                """,
                draft.name(),
                draft.category(),
                draft.equipment(),
                draft.mechanic(),
                draft.force(),
                draft.level(),
                id);
    }

    /** Makes the muscles and aliases of an exercise those of the draft. */
    void replaceRest(UUID id, MasterExerciseDraft draft) {
        database.update("DELETE FROM master_exercise_muscle WHERE master_exercise_id = ?", id);
        database.update(
                """
                INSERT INTO master_exercise_muscle (master_exercise_id, muscle, role)
                SELECT ?, muscle, 'primary' FROM unnest(?::text[]) AS muscle
                UNION ALL
                SELECT ?, muscle, 'secondary' FROM unnest(?::text[]) AS muscle
                """,
                id,
                draft.primaryMuscles().toArray(String[]::new),
                id,
                draft.secondaryMuscles().toArray(String[]::new));
        // Those that stay are left alone: each one that goes or comes is resolved again, whoever's it is.
        String[] aliases = draft.aliases().toArray(String[]::new);
        database.update(
                "DELETE FROM master_exercise_alias WHERE master_exercise_id = ? AND alias <> ALL (?)", id, aliases);
        database.update("""
                INSERT INTO master_exercise_alias (name_key, alias, master_exercise_id)
                SELECT lower(alias), alias, ? FROM unnest(?::text[]) AS alias
                ON CONFLICT DO NOTHING
                """, id, aliases);
    }

    /** Whether anything was merged into the exercise. */
    boolean hasMerged(UUID id) {
        return database.one("SELECT FROM master_exercise WHERE merged_into = ? LIMIT 1", row -> Boolean.TRUE, id)
                .isPresent();
    }

    /**
     * Says what the exercise turned out to be.
     *
     * @param into null when it is one of its own after all
     */
    void merge(UUID id, UUID into) {
        database.update("UPDATE master_exercise SET merged_into = ?, version = version + 1 WHERE id = ?", into, id);
    }

    private static MasterExerciseView view(ResultSet row) throws SQLException {
        UUID mergedInto = row.getObject("merged_into", UUID.class);
        return new MasterExerciseView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("category"),
                row.getString("equipment"),
                row.getString("mechanic"),
                row.getString("force"),
                row.getString("level"),
                texts(row.getArray("primary_muscles")),
                texts(row.getArray("secondary_muscles")),
                texts(row.getArray("aliases")),
                mergedInto == null ? null : new MasterExercise(mergedInto, row.getString("merged_into_name")),
                row.getLong("version"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
