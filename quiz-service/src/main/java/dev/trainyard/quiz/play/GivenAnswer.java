package dev.trainyard.quiz.play;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a player has answered, as they sent it: one of the three.
 *
 * @param options in the order of the attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GivenAnswer(List<Integer> options, BigDecimal value, String text) {

    /** From what is stored, in the numbering of the creator. */
    static GivenAnswer of(JsonObject given, List<Integer> shownOptions) {
        JsonArray options = given.getJsonArray("options");
        if (options != null) {
            return new GivenAnswer(
                    options.stream()
                            .map(number -> shownOptions.indexOf((Integer) number))
                            .toList(),
                    null,
                    null);
        }
        Number value = given.getNumber("value");
        return new GivenAnswer(null, value == null ? null : new BigDecimal(value.toString()), given.getString("text"));
    }
}
