package dev.trainyard.quiz.message;

import dev.trainyard.quiz.message.Sender.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A message that a replica has taken out of the queue, to send it.
 *
 * @param number how often it was taken: by this the replica's word on it is told from a former one's
 * @param receiver what its channel shares its limits by, with others or with none
 * @param isLimited whether its channel or chat must not be sent to too often
 */
record Taken(String kind, int number, String receiver, boolean isLimited, Outgoing message) {

    /** What is sent in order. */
    record Chat(String user, UUID channel, String chat) {}

    static Taken of(ResultSet row) throws SQLException {
        Outgoing message = new Outgoing(
                row.getObject("id", UUID.class),
                row.getString("user_id"),
                row.getObject("channel_id", UUID.class),
                row.getString("chat"),
                row.getString("body"),
                row.getInt("failures") + 1);
        return new Taken(
                row.getString("kind"),
                row.getInt("taken"),
                row.getString("receiver"),
                row.getBoolean("is_limited"),
                message);
    }

    UUID id() {
        return message.id();
    }

    Chat chat() {
        return new Chat(message.user(), message.channel(), message.chat());
    }
}
