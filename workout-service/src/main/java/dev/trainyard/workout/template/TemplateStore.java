package dev.trainyard.workout.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of templates: whole ones are read by one query, and their contents written by one statement. */
@ApplicationScoped
class TemplateStore {

    // One row a set; one for an exercise without sets, and for a template without exercises.
    private static final String READ = """
            SELECT t.id, t.name, t.notes, t.revision, t.created_at, t.updated_at,
                   p.position, p.superset, p.notes AS exercise_notes, e.id AS exercise_id, e.name AS exercise_name,
                   s.number, s.type, s.reps, s.max_reps, s.weight_kg, s.unit, s.percentage, s.rpe, s.rir, s.rest_seconds
            FROM template t
            LEFT JOIN template_exercise p ON p.user_id = t.user_id AND p.template_id = t.id
            LEFT JOIN exercise e ON e.user_id = p.user_id AND e.id = p.exercise_id
            LEFT JOIN template_set s
              ON s.user_id = p.user_id AND s.template_id = p.template_id AND s.position = p.position
            WHERE t.user_id = ? AND t.id = ?
            ORDER BY p.position, s.number
            """;

    private static final String SUMMARY = """
            SELECT t.id, t.name, t.name_key, t.created_at, t.updated_at,
                   (SELECT count(*) FROM template_exercise p WHERE p.user_id = t.user_id AND p.template_id = t.id)
                       AS exercises,
                   (SELECT max(w.started_at) FROM workout w WHERE w.user_id = t.user_id AND w.template_id = t.id)
                       AS last_started_at
            FROM template t
            WHERE t.user_id = ?
            """;

    static final String NEWEST = SUMMARY + "AND t.id < ? ORDER BY t.id DESC LIMIT ?";

    static final String BY_NAME = SUMMARY + "AND t.name_key > ? ORDER BY t.name_key LIMIT ?";

    private static final String FILL = """
            WITH given AS (
                SELECT * FROM jsonb_to_recordset(?::jsonb)
                    AS item (position integer, exercise_id uuid, superset integer, notes text, sets jsonb)
            ), placed AS (
                INSERT INTO template_exercise (user_id, template_id, position, exercise_id, superset, notes)
                SELECT ?, ?::uuid, position, exercise_id, superset, notes FROM given
            )
            INSERT INTO template_set (user_id, template_id, position, number, type, reps, max_reps, weight_kg, unit,
                                      percentage, rpe, rir, rest_seconds)
            SELECT ?, ?::uuid, given.position, s.*
            FROM given, jsonb_to_recordset(given.sets)
                AS s (number integer, type text, reps integer, max_reps integer, weight_kg numeric, unit text,
                      percentage numeric, rpe numeric, rir numeric, rest_seconds integer)
            """;

    private static final String COPY = """
            WITH copied AS (
                INSERT INTO template (user_id, name, notes)
                SELECT user_id, ?, notes FROM template WHERE user_id = ? AND id = ?
                RETURNING id
            ), placed AS (
                INSERT INTO template_exercise (user_id, template_id, position, exercise_id, superset, notes)
                SELECT p.user_id, copied.id, p.position, p.exercise_id, p.superset, p.notes
                FROM copied, template_exercise p
                WHERE p.user_id = ? AND p.template_id = ?
            ), planned AS (
                INSERT INTO template_set (user_id, template_id, position, number, type, reps, max_reps, weight_kg, unit,
                                          percentage, rpe, rir, rest_seconds)
                SELECT s.user_id, copied.id, s.position, s.number, s.type, s.reps, s.max_reps, s.weight_kg, s.unit,
                       s.percentage, s.rpe, s.rir, s.rest_seconds
                FROM copied, template_set s
                WHERE s.user_id = ? AND s.template_id = ?
            )
            SELECT id FROM copied
            """;

    // The exercises in the order of their first sets. A weight that is counted from the body's is not one to aim for.
    private static final String SAVE_WORKOUT = """
            WITH made AS (
                INSERT INTO template (user_id, name) VALUES (?, ?) RETURNING id
            ), done AS (
                SELECT s.*, row_number() OVER (PARTITION BY exercise_id ORDER BY number) AS place,
                       min(number) OVER (PARTITION BY exercise_id) AS first_number
                FROM workout_set s
                WHERE s.user_id = ? AND s.workout_id = ?
            ), positioned AS (
                SELECT done.*, dense_rank() OVER (ORDER BY first_number) AS position FROM done
            ), placed AS (
                INSERT INTO template_exercise (user_id, template_id, position, exercise_id, superset)
                SELECT user_id, made.id, position, exercise_id, min(superset)
                FROM positioned, made
                GROUP BY user_id, made.id, position, exercise_id
            ), planned AS (
                INSERT INTO template_set (user_id, template_id, position, number, type, reps, weight_kg, unit,
                                          rest_seconds)
                SELECT user_id, made.id, position, place, type, reps, CASE WHEN load = 'external' THEN weight_kg END,
                       CASE WHEN load = 'external' THEN unit END, rest_seconds
                FROM positioned, made
            )
            SELECT id FROM made
            """;

    private static final UUID AFTER_ALL_IDS = new UUID(-1, -1);

    private final Database database;
    private final ObjectMapper json;

    TemplateStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** How large a workout is as a template would be. */
    record Extent(int exercises, int sets) {}

    /** An exercise of a template on its way into the database. */
    record Filling(UUID exercise, TemplateDraft.PlannedExercise item) {}

    private record Row(TemplateSummary summary, String key) {}

    UUID insert(String user, String name, String notes) {
        return database.one(
                        "INSERT INTO template (user_id, name, notes) VALUES (?, ?, ?) RETURNING id",
                        row -> row.getObject(1, UUID.class),
                        user,
                        name,
                        notes)
                .orElseThrow();
    }

    /** Takes the template for this transaction; its revision, or empty when the user has no such template. */
    Optional<Long> lock(String user, UUID id) {
        return database.one(
                "SELECT revision FROM template WHERE user_id = ? AND id = ? FOR NO KEY UPDATE",
                row -> row.getLong(1),
                user,
                id);
    }

    /** Changes the template's own fields, and empties it. */
    void change(String user, UUID id, String name, String notes) {
        database.update("""
                UPDATE template SET name = ?, notes = ?, revision = revision + 1, updated_at = now()
                WHERE user_id = ? AND id = ?
                """, name, notes, user, id);
        database.update("DELETE FROM template_exercise WHERE user_id = ? AND template_id = ?", user, id);
    }

    /** Puts exercises with their sets into a template that has none. */
    void fill(String user, UUID id, List<Filling> fillings) {
        ArrayNode items = json.createArrayNode();
        for (Filling filling : fillings) {
            TemplateDraft.PlannedExercise item = filling.item();
            ObjectNode node = items.addObject()
                    .put("position", items.size())
                    .put("exercise_id", filling.exercise().toString())
                    .put("superset", item.superset())
                    .put("notes", item.notes());
            ArrayNode sets = node.putArray("sets");
            item.sets().forEach(set -> put(sets.addObject().put("number", sets.size()), set));
        }
        database.update(FILL, items.toString(), user, id, user, id);
    }

    private static void put(ObjectNode node, TemplateSet set) {
        node.put("type", set.type().code())
                .put("reps", set.reps())
                .put("max_reps", set.maxReps())
                .put("weight_kg", set.weight() == null ? null : set.unit().toKilograms(set.weight()))
                .put("unit", set.unit() == null ? null : set.unit().symbol())
                .put("percentage", set.percentage())
                .put("rpe", set.rpe())
                .put("rir", set.rir())
                .put("rest_seconds", set.restSeconds());
    }

    /** Adds a template with the contents of {@code id}; its id. */
    UUID copy(String user, UUID id, String name) {
        return database.one(COPY, row -> row.getObject(1, UUID.class), name, user, id, user, id, user, id)
                .orElseThrow();
    }

    /** Keeps sets from being added to a workout until the transaction ends; whether the user has it. */
    boolean holdWorkout(String user, UUID workout) {
        return database.one(
                        "SELECT FROM workout WHERE user_id = ? AND id = ? FOR SHARE",
                        row -> Boolean.TRUE,
                        user,
                        workout)
                .isPresent();
    }

    /** How many exercises a workout has, and how many sets the longest of them. */
    Extent extentOf(String user, UUID workout) {
        return database.one("""
                        SELECT count(*), coalesce(max(sets), 0)
                        FROM (
                            SELECT count(*) AS sets FROM workout_set WHERE user_id = ? AND workout_id = ?
                            GROUP BY exercise_id
                        ) of_exercise
                        """, row -> new Extent(row.getInt(1), row.getInt(2)), user, workout)
                .orElseThrow();
    }

    /** Adds a template of what was done in a workout; its id. */
    UUID saveWorkout(String user, UUID workout, String name) {
        return database.one(SAVE_WORKOUT, row -> row.getObject(1, UUID.class), user, name, user, workout)
                .orElseThrow();
    }

    void delete(String user, UUID id) {
        database.update("DELETE FROM template WHERE user_id = ? AND id = ?", user, id);
    }

    Optional<TemplateView> find(String user, UUID id) {
        List<TemplateView> rows = new ArrayList<>();
        database.list(
                READ,
                row -> {
                    if (rows.isEmpty()) {
                        rows.add(template(row));
                    }
                    return add(rows.getFirst().exercises(), row);
                },
                user,
                id);
        return rows.stream().findFirst();
    }

    /** A page of the user's templates, newest first or by name. */
    Page<TemplateSummary> list(String user, boolean isByName, PageQuery page) {
        Optional<Cursor> after = page.cursor(1);
        List<Row> rows = database.list(
                isByName ? BY_NAME : NEWEST,
                TemplateStore::row,
                user,
                isByName
                        ? after.map(cursor -> cursor.text(0)).orElse("")
                        : after.map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL_IDS),
                page.limitPlusOne());
        return Page.of(
                        rows,
                        page,
                        last -> isByName
                                ? Cursor.after(last.key())
                                : Cursor.after(last.summary().id()))
                .map(Row::summary);
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime lastStartedAt = row.getObject("last_started_at", OffsetDateTime.class);
        return new Row(
                new TemplateSummary(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getInt("exercises"),
                        instant(row, "created_at"),
                        instant(row, "updated_at"),
                        lastStartedAt == null ? null : lastStartedAt.toInstant()),
                row.getString("name_key"));
    }

    private static TemplateView template(ResultSet row) throws SQLException {
        return new TemplateView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("notes"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                new ArrayList<>());
    }

    /** Adds what a row has to the exercises so far; the position that it was of. */
    private static int add(List<TemplateView.TemplateExercise> exercises, ResultSet row) throws SQLException {
        int position = row.getInt("position");
        if (position > exercises.size()) {
            exercises.add(new TemplateView.TemplateExercise(
                    new ExerciseView(row.getObject("exercise_id", UUID.class), row.getString("exercise_name")),
                    row.getObject("superset", Integer.class),
                    row.getString("exercise_notes"),
                    new ArrayList<>()));
        }
        if (row.getObject("number") != null) {
            exercises.getLast().sets().add(set(row));
        }
        return position;
    }

    private static TemplateSet set(ResultSet row) throws SQLException {
        BigDecimal kilograms = row.getBigDecimal("weight_kg");
        WeightUnit unit = kilograms == null ? null : WeightUnit.ofSymbol(row.getString("unit"));
        return new TemplateSet(
                SetType.ofCode(row.getString("type")),
                row.getObject("reps", Integer.class),
                row.getObject("max_reps", Integer.class),
                kilograms == null ? null : unit.ofKilograms(kilograms),
                unit,
                row.getBigDecimal("percentage"),
                row.getBigDecimal("rpe"),
                row.getBigDecimal("rir"),
                row.getObject("rest_seconds", Integer.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
