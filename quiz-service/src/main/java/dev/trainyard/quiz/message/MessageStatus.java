package dev.trainyard.quiz.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a message has come, as its owner sees it. */
enum MessageStatus {
    /** It is sent as soon as its turn comes: after others of its chat, within the limits of its channel, after a failure. */
    @JsonProperty("waiting")
    WAITING,
    /** A sender has it. */
    @JsonProperty("sending")
    SENDING,
    /** The receiver has it. */
    @JsonProperty("sent")
    SENT,
    /** It was refused, or has failed as often as it may. */
    @JsonProperty("dead")
    DEAD,
    /** Its owner has taken it back, or an admin has dropped it. */
    @JsonProperty("cancelled")
    CANCELLED;

    static MessageStatus ofState(String state) {
        return Arrays.stream(values())
                .filter(status -> status.states().contains(state))
                .findFirst()
                .orElseThrow();
    }

    /** The value of a query parameter; empty when it is not there. */
    static Optional<MessageStatus> ofQuery(String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(status -> status.code().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Violation.inQuery(
                        "status",
                        Arrays.stream(values())
                                .map(MessageStatus::code)
                                .collect(Collectors.joining(", ", "must be one of ", ""))))));
    }

    /** As in JSON. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is stored. */
    List<String> states() {
        return this == WAITING ? List.of("ready", "later", "behind") : List.of(code());
    }
}
