package dev.trainyard.quiz.play;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.stream.IntStream;

/** Questions, and answers to them. */
final class Asked {

    private Asked() {}

    static JsonObject singleChoice() {
        return question("single_choice", "Which is the largest?")
                .put("options", JsonArray.of("Mars", "Jupiter", "Venus"))
                .put("rightOption", 1);
    }

    static JsonObject multipleChoice() {
        return question("multiple_choice", "Which have rings?")
                .put("options", JsonArray.of("Saturn", "Mars", "Uranus"))
                .put("rightOptions", JsonArray.of(2, 0));
    }

    static JsonObject ordering() {
        return question("ordering", "From the sun outwards?").put("options", JsonArray.of("Venus", "Earth", "Mars"));
    }

    static JsonObject numeric() {
        return question("numeric", "How many astronomical units away is Mars?")
                .put("rightValue", new BigDecimal("1.524"))
                .put("tolerance", new BigDecimal("0.05"));
    }

    static JsonObject text() {
        return question("text", "Which one is red?").put("acceptedTexts", JsonArray.of("Mars", "the Red  one"));
    }

    static JsonObject[] texts(int count) {
        return Collections.nCopies(count, text()).toArray(JsonObject[]::new);
    }

    /** Each may be answered for half a minute. */
    static JsonObject[] limitedTexts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> text().put("timeLimitSeconds", 30))
                .toArray(JsonObject[]::new);
    }

    static JsonObject options(String question, Integer... options) {
        return answer(question).put("options", JsonArray.of((Object[]) options));
    }

    static JsonObject value(String question, String value) {
        return answer(question).put("value", new BigDecimal(value));
    }

    static JsonObject text(String question, String text) {
        return answer(question).put("text", text);
    }

    static JsonObject right(String question) {
        return text(question, "Mars");
    }

    static JsonObject wrong(String question) {
        return text(question, "Venus");
    }

    static JsonObject answer(String question) {
        return new JsonObject().put("question", question);
    }

    private static JsonObject question(String kind, String text) {
        return new JsonObject().put("kind", kind).put("text", text);
    }
}
