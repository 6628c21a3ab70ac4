package dev.trainyard.workout.payload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * JSON of a device's service as it is stored: zlib (RFC 1950) with a preset dictionary. A payload has half a kilobyte and
 * hardly repeats itself, so that deflate alone finds little; what it repeats is the payload before, which the dictionary
 * stands for.
 */
public final class StoredPayload {

    /** The most bytes that a payload may have, compressed or not. */
    public static final int MAX_BYTES = 256 * 1024;

    // What is stored names the dictionary by its checksum. So this one never changes; a better one would stand beside
    // it.
    // What is frequent stands at the end, where deflate reaches it with the fewest bits.
    private static final byte[] DICTIONARY = """
            {"type":"workout.deleted","sleep.deleted","recovery.deleted","score_state":"PENDING_SCORE","UNSCORABLE",\
            "percent_recorded":100,"average_heart_rate":,"max_heart_rate":,"kilojoule":,"strain":1\
            "timezone_offset":"+00:00","timezone_offset":"+02:00","timezone_offset":"-05:00","nap":true,\
            {"user_id":10129,"id":"ecfc6a15-4661-442f-a9a4-f160dd7afae8","type":"sleep.updated",\
            "trace_id":"d3709ee7-104e-4f70-a928-2932964b017b","data":{"id":"ecfc6a15-4661-442f-a9a4-f160dd7afae8",\
            "v1_id":93845,"user_id":10129,"created_at":"2026-01-24T11:25:44.774Z","updated_at":"2026-01-24T14:25:44.774Z",\
            "start":"2026-01-24T02:25:44.774Z","end":"2026-01-24T10:25:44.774Z","timezone_offset":"+01:00","nap":false,\
            "score_state":"SCORED","score":{"stage_summary":{"total_in_bed_time_milli":30272735,\
            "total_awake_time_milli":1403507,"total_no_data_time_milli":0,"total_light_sleep_time_milli":14905851,\
            "total_slow_wave_sleep_time_milli":6630370,"total_rem_sleep_time_milli":5879573,"sleep_cycle_count":3,\
            "disturbance_count":12},"sleep_needed":{"baseline_milli":27395716,"need_from_sleep_debt_milli":352230,\
            "need_from_recent_strain_milli":208595,"need_from_recent_nap_milli":0},"respiratory_rate":16.11328125,\
            "sleep_performance_percentage":98.0,"sleep_consistency_percentage":90.0,"sleep_efficiency_percentage":91.69}}}\
            {"user_id":10129,"id":"123e4567-e89b-12d3-a456-426614174000","type":"recovery.updated",\
            "trace_id":"e369c784-5100-49e8-8098-75d35c47b31b","data":{"cycle_id":93845,\
            "sleep_id":"123e4567-e89b-12d3-a456-426614174000","user_id":10129,"created_at":"2026-01-24T11:25:44.774Z",\
            "updated_at":"2026-01-24T14:25:44.774Z","score_state":"SCORED","score":{"user_calibrating":false,\
            "recovery_score":44.0,"resting_heart_rate":64.0,"hrv_rmssd_milli":31.813562,"spo2_percentage":95.6875,\
            "skin_temp_celsius":33.7}}}""".getBytes(StandardCharsets.UTF_8);

    private static final int LEVEL = 6;
    private static final int BUFFER = 1024;

    private StoredPayload() {}

    /** {@code payload} as it is stored. */
    public static byte[] compressed(byte[] payload) {
        try (Deflater deflater = new Deflater(LEVEL)) {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(payload);
            deflater.finish();
            ByteArrayOutputStream stored = new ByteArrayOutputStream(BUFFER);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                stored.write(buffer, 0, deflater.deflate(buffer));
            }
            return stored.toByteArray();
        }
    }

    /**
     * The payload that was stored, to the byte.
     *
     * @throws IllegalStateException when {@code stored} is not what {@link #compressed} makes, or of more than
     *     {@link #MAX_BYTES}: a few bytes can stand for gigabytes
     */
    public static byte[] original(byte[] stored) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(stored);
            ByteArrayOutputStream payload = new ByteArrayOutputStream(BUFFER);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int inflated = inflater.inflate(buffer);
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(DICTIONARY);
                } else if (inflated == 0 && !inflater.finished()) {
                    throw new IllegalStateException("A stored payload ends in the middle");
                }
                payload.write(buffer, 0, inflated);
                if (payload.size() > MAX_BYTES) {
                    throw new IllegalStateException("A stored payload has more than " + MAX_BYTES + " bytes");
                }
            }
            return payload.toByteArray();
        } catch (DataFormatException | IllegalArgumentException broken) {
            throw new IllegalStateException("A stored payload cannot be read", broken);
        }
    }
}
