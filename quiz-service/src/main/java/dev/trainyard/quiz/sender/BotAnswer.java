package dev.trainyard.quiz.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * What the Bot API has answered; without anything in it when that was no answer of the Bot API, but of something on the way.
 */
record BotAnswer(int status, JsonNode json) {

    private static final int MOST_OF_A_DESCRIPTION = 200;

    static BotAnswer of(int status, byte[] body, ObjectMapper mapper) {
        try {
            return new BotAnswer(status, mapper.readTree(body));
        } catch (JsonProcessingException foreign) {
            return new BotAnswer(status, mapper.createObjectNode());
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory can be read", impossible);
        }
    }

    boolean isOk() {
        return json.path("ok").asBoolean(false);
    }

    /** Whether it is one of the Bot API's at all. */
    boolean isGenuine() {
        return json.path("ok").isBoolean();
    }

    /** What the message is called in its chat. */
    String messageId() {
        return json.path("result").path("message_id").asText(null);
    }

    /** How many seconds the bot is to be quiet. */
    OptionalLong retryAfter() {
        return number("retry_after");
    }

    /** The chat that has taken the place of the one that was meant: a group that became a supergroup. */
    OptionalLong movedTo() {
        return number("migrate_to_chat_id");
    }

    private OptionalLong number(String parameter) {
        JsonNode value = json.path("parameters").path(parameter);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** Why it is no success, in Telegram's words, without {@code token}: a server on the way may say what it was asked for. */
    String reason(String token) {
        // Before it is cut, so that no part of it is left.
        String description = json.path("description")
                .asText("")
                .replace(token, "***")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        int shown = Math.min(MOST_OF_A_DESCRIPTION, description.codePointCount(0, description.length()));
        return "Telegram answered " + status
                + (shown == 0 ? "" : ": " + description.substring(0, description.offsetByCodePoints(0, shown)));
    }
}
