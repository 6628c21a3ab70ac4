package dev.trainyard.quiz.authoring;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/** What the tests send, to be changed by each as it needs. */
public final class Bodies {

    private Bodies() {}

    public static JsonObject quiz(JsonObject... questions) {
        return new JsonObject().put("title", "The planets").put("questions", new JsonArray(List.of(questions)));
    }

    public static JsonObject quizOf(int questions) {
        return quiz(Collections.nCopies(questions, text()).toArray(JsonObject[]::new));
    }

    public static JsonObject singleChoice() {
        return question("single_choice", "Which is the largest?")
                .put("options", JsonArray.of("Mars", "Jupiter", "Venus"))
                .put("rightOption", 1);
    }

    public static JsonObject multipleChoice() {
        return question("multiple_choice", "Which have rings?")
                .put("options", JsonArray.of("Saturn", "Mars", "Uranus"))
                .put("rightOptions", JsonArray.of(0, 2));
    }

    public static JsonObject ordering() {
        return question("ordering", "From the sun outwards?").put("options", JsonArray.of("Venus", "Earth", "Mars"));
    }

    public static JsonObject numeric() {
        return question("numeric", "How many astronomical units away is Mars?")
                .put("rightValue", new BigDecimal("1.524"))
                .put("tolerance", new BigDecimal("0.05"));
    }

    public static JsonObject text() {
        return question("text", "Which one is red?").put("acceptedTexts", JsonArray.of("Mars", "the red one"));
    }

    /** As the service shows it when its creator said no more than that. */
    public static JsonObject withDefaults(JsonObject question) {
        return question.copy().put("points", 100).putNull("timeLimitSeconds");
    }

    public static JsonObject withoutId(JsonObject question) {
        JsonObject copy = question.copy();
        copy.remove("id");
        return copy;
    }

    private static JsonObject question(String kind, String text) {
        return new JsonObject().put("kind", kind).put("text", text);
    }
}
