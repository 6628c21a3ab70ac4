package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The envelope of an event, as WHOOP's: what of it is absent or unusable is null.
 *
 * @param type such as {@code recovery.updated}
 * @param traceId the sender's id of the event
 * @param id the sender's id of what the event is about
 * @param data what it is about; WHOOP's own notifications have none, since its clients fetch it
 */
record SentEvent(String type, String traceId, String id, JsonNode data) {

    static final SentEvent UNREADABLE = new SentEvent(null, null, null, null);

    String requiredId() throws UnusableEvent {
        if (id == null) {
            throw new UnusableEvent(Outcome.failed("id is missing or malformed"));
        }
        return id;
    }

    JsonNode requiredData() throws UnusableEvent {
        if (data == null) {
            throw new UnusableEvent(Outcome.ignored("it carries no data"));
        }
        return data;
    }
}
