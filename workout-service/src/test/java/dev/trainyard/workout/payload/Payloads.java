package dev.trainyard.workout.payload;

/** What WHOOP's API (v2) sends of a recovery and a sleep, in the envelope of its webhooks; the values are made up. */
public final class Payloads {

    private Payloads() {}

    public static String recovery(String id, String traceId, String createdAt, String updatedAt, double score) {
        return """
                {
                  "user_id": 27731904,
                  "id": "%s",
                  "type": "recovery.updated",
                  "trace_id": "%s",
                  "data": {
                    "cycle_id": 1089563412,
                    "sleep_id": "%s",
                    "user_id": 27731904,
                    "created_at": "%s",
                    "updated_at": "%s",
                    "score_state": "SCORED",
                    "score": {
                      "user_calibrating": false,
                      "recovery_score": %s,
                      "resting_heart_rate": 51.0,
                      "hrv_rmssd_milli": 74.28417,
                      "spo2_percentage": 96.11111,
                      "skin_temp_celsius": 34.166668
                    }
                  }
                }
                """.formatted(id, traceId, id, createdAt, updatedAt, Double.toString(score));
    }

    public static String sleep(String id, String traceId, String end, String offset, double performance) {
        return """
                {
                  "user_id": 27731904,
                  "id": "%s",
                  "type": "sleep.updated",
                  "trace_id": "%s",
                  "data": {
                    "id": "%s",
                    "v1_id": 1732054419,
                    "user_id": 27731904,
                    "created_at": "%s",
                    "updated_at": "%s",
                    "start": "2026-03-28T21:43:12.930Z",
                    "end": "%s",
                    "timezone_offset": "%s",
                    "nap": false,
                    "score_state": "SCORED",
                    "score": {
                      "stage_summary": {
                        "total_in_bed_time_milli": 29541870,
                        "total_awake_time_milli": 2231340,
                        "total_no_data_time_milli": 0,
                        "total_light_sleep_time_milli": 13907411,
                        "total_slow_wave_sleep_time_milli": 6102558,
                        "total_rem_sleep_time_milli": 7300561,
                        "sleep_cycle_count": 5,
                        "disturbance_count": 9
                      },
                      "sleep_needed": {
                        "baseline_milli": 27612093,
                        "need_from_sleep_debt_milli": 1288547,
                        "need_from_recent_strain_milli": 734910,
                        "need_from_recent_nap_milli": 0
                      },
                      "respiratory_rate": 14.794922,
                      "sleep_performance_percentage": %s,
                      "sleep_consistency_percentage": 78.0,
                      "sleep_efficiency_percentage": 92.44685
                    }
                  }
                }
                """.formatted(id, traceId, id, end, end, end, offset, Double.toString(performance));
    }
}
