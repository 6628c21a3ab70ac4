package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.quiz.question.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** Questions to rows of table question and back, as the JSON that PostgreSQL makes of such rows and takes for them. */
@ApplicationScoped
public class QuestionRows {

    private final ObjectMapper json;

    QuestionRows(ObjectMapper json) {
        this.json = json;
    }

    /** A JSON array for {@code jsonb_populate_recordset}. */
    String toJson(List<Question> questions) {
        try {
            return json.writeValueAsString(
                    questions.stream().map(QuestionRow::of).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A question cannot be written as JSON", impossible);
        }
    }

    /** The questions of a {@code json_agg} over rows. */
    public List<Question> fromJson(String rows) {
        try {
            return Arrays.stream(json.readValue(rows, QuestionRow[].class))
                    .map(QuestionRow::toQuestion)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows of table question cannot be read", impossible);
        }
    }
}
