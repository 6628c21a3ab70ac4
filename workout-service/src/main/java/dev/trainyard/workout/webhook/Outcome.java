package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a webhook.
 *
 * @param duplicate whether it had been taken before, so that nothing was done now
 * @param reason why it was ignored or failed, null otherwise
 */
@JsonInclude
record Outcome(EventState state, boolean duplicate, String reason) {

    static Outcome processed() {
        return new Outcome(EventState.PROCESSED, false, null);
    }

    static Outcome ignored(String reason) {
        return new Outcome(EventState.IGNORED, false, reason);
    }

    static Outcome failed(String reason) {
        return new Outcome(EventState.FAILED, false, reason);
    }

    static Outcome repeated() {
        return new Outcome(EventState.IGNORED, true, "taken before");
    }

    /** As the metric names it. */
    String metric() {
        return duplicate ? "duplicate" : state.code();
    }
}
