package dev.trainyard.quiz.play;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A stored answer. */
record AnswerRow(JsonObject given, boolean isCorrect, int points, long elapsedMs, Instant answeredAt) {

    /** From the JSON that PostgreSQL makes of the row. */
    static AnswerRow of(JsonObject row) {
        return new AnswerRow(
                row.getJsonObject("given"),
                row.getBoolean("is_correct"),
                row.getInteger("points"),
                row.getLong("elapsed_ms"),
                OffsetDateTime.parse(row.getString("answered_at")).toInstant());
    }
}
