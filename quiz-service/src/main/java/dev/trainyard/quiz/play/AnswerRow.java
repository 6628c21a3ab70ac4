package dev.trainyard.quiz.play;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;

/**
 * A stored answer, from the JSON that PostgreSQL makes of the row. A column that it does not name is ignored: the next
 * version may add some while this one still runs.
 *
 * @param given with options in the numbering of the creator
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
record AnswerRow(GivenAnswer given, boolean isCorrect, int points, long elapsedMs, OffsetDateTime answeredAt) {}
