package dev.trainyard.workout.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.set.AddedSet.BrokenRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds any sets, up to hundreds, by one statement and one commit, in the locking order of {@link SetStore}. A set whose id
 * the workout knows already is not added again, so that a client may send what it is not sure to have sent.
 */
@ApplicationScoped
class SetBatchStore {

    // Client-made ids may come in at once from two requests: the second waits for the workout, sees nothing yet of what
    // the first added, and ends at the key of the set.
    static final String ADD = """
            WITH open_workout AS (
                SELECT FROM workout
                WHERE user_id = ? AND id = ? AND finished_at IS NULL AND last_number + ? <= 1000
                FOR NO KEY UPDATE
            ), drafted AS MATERIALIZED (
                SELECT d.*, lower(d.exercise) AS name_key
                FROM open_workout,
                     json_to_recordset(?::json) AS d (
                         place integer, id uuid, exercise_id uuid, exercise text, type text, load text,
                         given_kg numeric, body_weight_kg numeric, unit text, reps integer, rpe numeric, rir numeric,
                         distance_m numeric, duration_seconds numeric, superset integer, rest_seconds integer, notes text,
                         performed_at timestamptz)
            ), known AS (
                SELECT e.id, e.name, e.name_key FROM exercise e
                WHERE e.user_id = ?
                  AND (e.id IN (SELECT exercise_id FROM drafted)
                       OR e.name_key IN (SELECT name_key FROM drafted WHERE exercise_id IS NULL))
                ORDER BY e.id
                FOR KEY SHARE
            ), made AS (
                INSERT INTO exercise AS mine (user_id, name)
                SELECT ?, exercise FROM (
                    SELECT DISTINCT ON (name_key) name_key, exercise FROM drafted
                    WHERE exercise_id IS NULL AND name_key NOT IN (SELECT name_key FROM known)
                    ORDER BY name_key, place) AS unknown
                ON CONFLICT (user_id, name_key) DO UPDATE SET name = mine.name
                RETURNING id, name, name_key
            ), chosen AS (
                SELECT * FROM known UNION ALL SELECT * FROM made
            ), matched AS (
                SELECT d.*, chosen.id AS chosen_id
                FROM drafted d
                JOIN chosen ON chosen.id = d.exercise_id OR (d.exercise_id IS NULL AND chosen.name_key = d.name_key)
            ), there AS (
                SELECT s.id, s.workout_id FROM workout_set s
                WHERE s.user_id = ? AND s.id IN (SELECT id FROM drafted)
            ), fresh AS (
                SELECT m.*, row_number() OVER (ORDER BY place) AS turn, count(*) OVER () AS total,
                       CASE WHEN load <> 'external' THEN coalesce(m.body_weight_kg, (%s)) END AS body_kg
                FROM matched m
                WHERE NOT EXISTS (SELECT FROM there WHERE there.id = m.id)
            ), numbered AS (
                UPDATE workout SET last_number = last_number + (SELECT count(*) FROM fresh)
                WHERE user_id = ? AND id = ?
                  AND (SELECT count(*) FROM matched) = ?
                  AND NOT EXISTS (SELECT FROM there WHERE workout_id <> ?)
                RETURNING user_id, id, last_number
            ), added AS (
                INSERT INTO workout_set (user_id, id, workout_id, exercise_id, number, type, load, weight_kg, added_kg,
                                         body_weight_kg, unit, reps, rpe, rir, distance_m, duration_seconds, superset,
                                         rest_seconds, notes, performed_at)
                SELECT n.user_id, coalesce(f.id, uuidv7()), n.id, f.chosen_id, n.last_number - f.total + f.turn, f.type,
                       f.load, %s, CASE WHEN f.load <> 'external' THEN f.given_kg END, f.body_kg, f.unit, f.reps, f.rpe,
                       f.rir, f.distance_m, f.duration_seconds, f.superset, f.rest_seconds, f.notes, f.performed_at
                FROM numbered n, fresh f
                ORDER BY f.turn
                ON CONFLICT (user_id, id) DO NOTHING
                RETURNING *
            ), candidates AS (
                SELECT DISTINCT ON (added.exercise_id, record.kind, record.at_weight_kg)
                       added.user_id, added.exercise_id, record.kind, record.at_weight_kg, record.value,
                       added.id AS set_id, added.weight_kg, added.reps, added.performed_at AS achieved_at
                FROM added,
                     set_records(added.type, added.load, added.added_kg, added.weight_kg, added.reps, added.e1rm_kg)
                         AS record
                ORDER BY added.exercise_id, record.kind, record.at_weight_kg, record.value DESC, added.performed_at,
                         added.id
            ),
            """.formatted(
                            SetLoad.newestBodyWeight("?", "m.performed_at"),
                            SetLoad.counted("f.load", "f.given_kg", "f.body_kg"))
            + RecordLedger.RAISED
            + """
            SELECT %s, raised.kind, raised.value, raised.former_value
            FROM added s
            JOIN chosen e ON e.id = s.exercise_id
            LEFT JOIN raised ON raised.set_id = s.id
                AND (raised.former_value IS NULL OR raised.value > raised.former_value)
            ORDER BY s.number, raised.kind
            """.formatted(SetView.COLUMNS);

    private static final String THERE = """
            SELECT %s
            FROM workout_set s
            JOIN exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            WHERE s.user_id = ? AND s.workout_id = ? AND s.id = ANY (?)
            ORDER BY s.number
            """.formatted(SetView.COLUMNS);

    private final Database database;
    private final ObjectMapper json;
    private final SetRefusals refusals;

    SetBatchStore(Database database, ObjectMapper json, SetRefusals refusals) {
        this.database = database;
        this.json = json;
        this.refusals = refusals;
    }

    /** A draft as the statement takes it. Native executables write it by reflection, which they do not foresee here. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            int place,
            UUID id,
            UUID exerciseId,
            String exercise,
            String type,
            String load,
            BigDecimal givenKg,
            BigDecimal bodyWeightKg,
            String unit,
            Integer reps,
            BigDecimal rpe,
            BigDecimal rir,
            BigDecimal distanceM,
            BigDecimal durationSeconds,
            Integer superset,
            Integer restSeconds,
            String notes,
            Instant performedAt) {

        static Row of(int place, SetDraft draft) {
            return new Row(
                    place,
                    draft.id(),
                    draft.exercise().id().orElse(null),
                    draft.exercise().name(),
                    draft.type().code(),
                    draft.load().code(),
                    draft.weightKg(),
                    draft.bodyWeightKg(),
                    draft.unit().symbol(),
                    draft.reps(),
                    draft.rpe(),
                    draft.rir(),
                    draft.distanceMeters(),
                    draft.durationSeconds(),
                    draft.superset(),
                    draft.restSeconds(),
                    draft.notes(),
                    draft.performedAt());
        }
    }

    /**
     * Adds what is new of {@code drafts}, all of it or nothing.
     *
     * @throws Problem 404 when the workout or an exercise is not the user's, 409 when the workout is finished or full, or a
     *     set of that id is in another workout
     */
    AddedSets add(String user, UUID workout, List<SetDraft> drafts) {
        List<AddedSet> added = addFresh(user, workout, drafts);
        UUID[] ids = drafts.stream().map(SetDraft::id).filter(Objects::nonNull).toArray(UUID[]::new);
        List<AddedSet> there = added.size() == drafts.size() || ids.length == 0
                ? List.of()
                : database.list(THERE, row -> new AddedSet(SetView.of(row), List.of()), user, workout, ids);
        List<AddedSet> replayed = there.stream()
                .filter(set -> added.stream()
                        .noneMatch(one -> one.set().id().equals(set.set().id())))
                .toList();
        if (added.size() + replayed.size() < drafts.size()) {
            throw refusal(user, workout, drafts.size(), ids);
        }
        return AddedSets.of(added, replayed);
    }

    private List<AddedSet> addFresh(String user, UUID workout, List<SetDraft> drafts) {
        String rows = rows(drafts);
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                Object[] values = {
                    user,
                    workout,
                    drafts.size(),
                    rows,
                    user,
                    user,
                    user,
                    user,
                    user,
                    user,
                    workout,
                    drafts.size(),
                    workout
                };
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                try (ResultSet found = statement.executeQuery()) {
                    return added(found);
                }
            }
        });
    }

    private String rows(List<SetDraft> drafts) {
        List<Row> rows = new ArrayList<>();
        for (SetDraft draft : drafts) {
            rows.add(Row.of(rows.size(), draft));
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Records of plain values can be written", impossible);
        }
    }

    /** One row a set, repeated for each record that it made. */
    private static List<AddedSet> added(ResultSet rows) throws SQLException {
        List<AddedSet> sets = new ArrayList<>();
        while (rows.next()) {
            SetView set = SetView.of(rows);
            if (sets.isEmpty() || !sets.getLast().set().id().equals(set.id())) {
                sets.add(new AddedSet(set, new ArrayList<>()));
            }
            String kind = rows.getString("kind");
            if (kind != null) {
                BigDecimal value = rows.getBigDecimal("value");
                sets.getLast()
                        .records()
                        .add(BrokenRecord.of(kind, value, rows.getBigDecimal("former_value"), set.unit()));
            }
        }
        return sets;
    }

    private Problem refusal(String user, UUID workout, int count, UUID[] ids) {
        Optional<UUID> elsewhere = database.one(
                "SELECT id FROM workout_set WHERE user_id = ? AND id = ANY (?) AND workout_id <> ? ORDER BY id LIMIT 1",
                row -> row.getObject(1, UUID.class),
                user,
                ids,
                workout);
        return elsewhere
                .map(id -> Problem.conflict("set-elsewhere", "A set of this id is in another workout.")
                        .with("setId", id))
                .orElseGet(() -> refusals.reason(user, workout, count));
    }
}
