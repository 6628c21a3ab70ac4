package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.workout.recovery.SentRecovery;
import dev.trainyard.workout.sleep.SentSleep;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads events as WHOOP (API v2) shapes them, with the object itself under {@code data}. Fields that are not known are
 * let be: they are the sender's to add, and all is kept as it came.
 */
@ApplicationScoped
class EventReader {

    private static final int MAX_SECONDS = 172_800;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The envelope; one of nulls when the body is no JSON object. */
    SentEvent read(byte[] body) {
        try {
            JsonNode event = json.readTree(body);
            if (!event.isObject()) {
                return SentEvent.UNREADABLE;
            }
            Fields fields = new Fields(event, "");
            JsonNode data = event.path("data");
            return new SentEvent(
                    fields.idOrNull("type"),
                    fields.idOrNull("trace_id"),
                    fields.idOrNull("id"),
                    data.isObject() ? data : null);
        } catch (IOException malformed) {
            return SentEvent.UNREADABLE;
        }
    }

    /** The recovery that an event is about; without values while its sender has not scored it. */
    SentRecovery recovery(SentEvent event) throws UnusableEvent {
        Fields data = new Fields(event.requiredData(), "data.");
        Fields score = data.in("score");
        Instant createdAt = data.requiredTime("created_at");
        Instant updatedAt = data.time("updated_at");
        return new SentRecovery(
                event.requiredId(),
                createdAt,
                updatedAt == null ? createdAt : updatedAt,
                score.number("recovery_score", 0, 100),
                score.number("hrv_rmssd_milli", 0, 1000),
                score.number("resting_heart_rate", 10, 300),
                score.number("strain", 0, 21),
                score.number("spo2_percentage", 0, 100),
                score.number("skin_temp_celsius", 0, 60));
    }

    /** The sleep that an event is about; without values while its sender has not scored it. */
    SentSleep sleep(SentEvent event) throws UnusableEvent {
        Fields data = new Fields(event.requiredData(), "data.");
        Fields score = data.in("score");
        Fields stages = score.in("stage_summary");
        Instant start = data.requiredTime("start");
        Instant end = data.requiredTime("end");
        if (end.isBefore(start)) {
            throw new UnusableEvent(Outcome.failed("data.end must not be before data.start"));
        }
        Instant updatedAt = data.time("updated_at");
        return new SentSleep(
                event.requiredId(),
                end.atOffset(data.offset("timezone_offset")).toLocalDate(),
                updatedAt == null ? end : updatedAt,
                data.flag("nap"),
                start,
                end,
                score.number("sleep_performance_percentage", 0, 100),
                score.number("sleep_consistency_percentage", 0, 100),
                score.number("sleep_efficiency_percentage", 0, 100),
                stages.seconds("total_in_bed_time_milli", MAX_SECONDS),
                stages.seconds("total_awake_time_milli", MAX_SECONDS),
                stages.seconds("total_light_sleep_time_milli", MAX_SECONDS),
                stages.seconds("total_slow_wave_sleep_time_milli", MAX_SECONDS),
                stages.seconds("total_rem_sleep_time_milli", MAX_SECONDS),
                stages.integer("sleep_cycle_count", 1000),
                stages.integer("disturbance_count", 10_000),
                score.number("respiratory_rate", 0, 100));
    }
}
