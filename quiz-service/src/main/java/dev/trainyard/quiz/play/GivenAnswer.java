package dev.trainyard.quiz.play;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a player has answered: one of the three. It is stored in this form, too, which Jackson reads, since a number has to
 * come back with all its digits.
 *
 * @param options in the order of the attempt; where it is stored, in the numbering of the creator
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
record GivenAnswer(List<Integer> options, BigDecimal value, String text) {

    /** A stored one as the player sent it. */
    GivenAnswer asShown(List<Integer> shownOptions) {
        return options == null
                ? this
                : new GivenAnswer(options.stream().map(shownOptions::indexOf).toList(), null, null);
    }
}
