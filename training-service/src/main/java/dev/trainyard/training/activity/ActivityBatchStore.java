package dev.trainyard.training.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.trainyard.kit.database.Database;
import dev.trainyard.training.activity.RecordedBatch.RecordedActivity;
import dev.trainyard.training.activity.RecordedBatch.RecordedStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds any activities, up to thousands, by one statement and one commit. */
@ApplicationScoped
class ActivityBatchStore {

    // In the order of the external ids, so that two batches with the same ones do not wait for each other.
    static final String ADD = """
            WITH drafted AS MATERIALIZED (
                SELECT uuidv7() AS id, d.*
                FROM json_to_recordset(?::json) AS d (
                    place integer, type text, environment text, started_at timestamptz, duration_seconds integer,
                    moving_seconds integer, distance_meters numeric, elevation_gain_meters numeric,
                    average_heart_rate smallint, max_heart_rate smallint, rpe numeric, name text, notes text,
                    external_id text)
            ), added AS (
                INSERT INTO activity (user_id, id, type, environment, started_at, duration_seconds, moving_seconds,
                    distance_meters, elevation_gain_meters, average_heart_rate, max_heart_rate, rpe, name, notes,
                    external_id)
                SELECT ?, id, type, environment, started_at, duration_seconds, moving_seconds, distance_meters,
                       elevation_gain_meters, average_heart_rate, max_heart_rate, rpe, name, notes, external_id
                FROM drafted
                ORDER BY external_id, id
                ON CONFLICT (user_id, external_id) DO NOTHING
                RETURNING id
            )
            SELECT added.id AS created, there.id AS existing, drafted.external_id
            FROM drafted
            LEFT JOIN added ON added.id = drafted.id
            LEFT JOIN activity there ON there.user_id = ? AND there.external_id = drafted.external_id
            ORDER BY drafted.place
            """;

    static final String FIND_BY_EXTERNAL_IDS =
            "SELECT external_id, id FROM activity WHERE user_id = ? AND external_id = ANY (?)";

    private final Database database;
    private final ObjectMapper json;

    ActivityBatchStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A draft as the statement takes it. Native executables write it by reflection, which they do not foresee here. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            int place,
            String type,
            String environment,
            Instant startedAt,
            Integer durationSeconds,
            Integer movingSeconds,
            BigDecimal distanceMeters,
            BigDecimal elevationGainMeters,
            Integer averageHeartRate,
            Integer maxHeartRate,
            BigDecimal rpe,
            String name,
            String notes,
            String externalId) {

        static Row of(int place, ActivityDraft draft) {
            return new Row(
                    place,
                    draft.type().code(),
                    draft.environment() == null ? null : draft.environment().code(),
                    draft.startedAt(),
                    draft.durationSeconds(),
                    draft.movingSeconds(),
                    draft.distanceMeters(),
                    draft.elevationGainMeters(),
                    draft.averageHeartRate(),
                    draft.maxHeartRate(),
                    draft.rpe(),
                    draft.name(),
                    draft.notes(),
                    draft.externalId());
        }
    }

    /** What is there of a draft: one of the two ids, or none yet for this statement. */
    private record Outcome(UUID created, UUID existing, String externalId) {}

    /** Adds what is new of {@code drafts}, which have no external id twice. */
    RecordedBatch add(String user, List<ActivityDraft> drafts) {
        List<Outcome> outcomes = database.list(
                ADD,
                row -> new Outcome(
                        row.getObject("created", UUID.class),
                        row.getObject("existing", UUID.class),
                        row.getString("external_id")),
                rows(drafts),
                user,
                user);
        Map<String, UUID> late = addedMeanwhile(user, outcomes);
        return RecordedBatch.of(outcomes.stream()
                .map(outcome -> {
                    if (outcome.created() != null) {
                        return new RecordedActivity(outcome.created(), RecordedStatus.CREATED);
                    }
                    UUID existing = outcome.existing() == null ? late.get(outcome.externalId()) : outcome.existing();
                    return new RecordedActivity(existing, RecordedStatus.EXISTING);
                })
                .toList());
    }

    /** Somebody else may have added some of them after the statement began: it stops at them, and does not see them. */
    private Map<String, UUID> addedMeanwhile(String user, List<Outcome> outcomes) {
        String[] unseen = outcomes.stream()
                .filter(outcome -> outcome.created() == null && outcome.existing() == null)
                .map(Outcome::externalId)
                .toArray(String[]::new);
        Map<String, UUID> found = new HashMap<>();
        if (unseen.length > 0) {
            database.list(
                    FIND_BY_EXTERNAL_IDS,
                    row -> found.put(row.getString("external_id"), row.getObject("id", UUID.class)),
                    user,
                    unseen);
        }
        return found;
    }

    private String rows(List<ActivityDraft> drafts) {
        List<Row> rows = new ArrayList<>();
        for (ActivityDraft draft : drafts) {
            rows.add(Row.of(rows.size(), draft));
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Records of plain values can be written", impossible);
        }
    }
}
