package dev.trainyard.quiz.porting;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/** Questions as the API shows them, without their ids, with the usual points and no limit of their own. */
final class Questions {

    private Questions() {}

    static JsonObject single(String text, int right, String... options) {
        return question("single_choice", text)
                .put("options", new JsonArray(List.of(options)))
                .put("rightOption", right);
    }

    static JsonObject multiple(String text, List<Integer> right, String... options) {
        return question("multiple_choice", text)
                .put("options", new JsonArray(List.of(options)))
                .put("rightOptions", new JsonArray(right));
    }

    static JsonObject ordering(String text, String... options) {
        return question("ordering", text).put("options", new JsonArray(List.of(options)));
    }

    static JsonObject numeric(String text, String value, String tolerance) {
        return question("numeric", text)
                .put("rightValue", new BigDecimal(value))
                .put("tolerance", new BigDecimal(tolerance));
    }

    static JsonObject text(String text, String... accepted) {
        return question("text", text).put("acceptedTexts", new JsonArray(List.of(accepted)));
    }

    private static JsonObject question(String kind, String text) {
        return new JsonObject()
                .put("kind", kind)
                .put("text", text)
                .put("points", 100)
                .putNull("timeLimitSeconds");
    }
}
