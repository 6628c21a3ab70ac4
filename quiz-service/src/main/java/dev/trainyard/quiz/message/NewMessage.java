package dev.trainyard.quiz.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * A message that is to be sent.
 *
 * @param user whose message it is: the owner of the channel
 * @param channel the user's channel (a bot, a webhook) that it goes out by
 * @param chat whom it is for, as the channel names them; messages of one chat are sent in their order
 * @param priority higher is sent first, where the order of a chat allows; 0 for ordinary ones
 * @param deduplicationKey of those of one user and key only the first is ever sent; null for none
 * @param body what the sender of the channel makes of it
 */
public record NewMessage(
        String user, UUID channel, String chat, int priority, String deduplicationKey, JsonNode body) {}
