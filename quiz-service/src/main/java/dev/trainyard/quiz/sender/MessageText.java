package dev.trainyard.quiz.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What of a message's body people read.
 *
 * @param isHtml whether it is marked up with the few tags that Telegram knows
 */
record MessageText(String text, boolean isHtml) {

    /** The {@code html} of a body, or else its {@code text}; empty when there is neither. */
    static Optional<MessageText> of(String body, ObjectMapper mapper) {
        try {
            JsonNode json = mapper.readTree(body);
            String html = json.path("html").asText("");
            String text = html.isBlank() ? json.path("text").asText("") : html;
            return text.isBlank() ? Optional.empty() : Optional.of(new MessageText(text, !html.isBlank()));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }
}
