package dev.trainyard.quiz.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import java.util.List;
import java.util.UUID;

/** A channel of a fresh user. */
record Channel(Database database, TestUser owner, UUID id) {

    /** One whose kind nobody sends for, so that what is queued stays as it is. */
    static Channel unattended(Database database) {
        return of(database, "carrier-pigeon");
    }

    static Channel of(Database database, String kind) {
        return of(database, TestUser.fresh(), kind);
    }

    static Channel of(Database database, TestUser owner, String kind) {
        UUID id = database.one(
                        "INSERT INTO message_channel (user_id, kind, name) VALUES (?, ?, 'Bot') RETURNING id",
                        row -> row.getObject(1, UUID.class),
                        owner.id(),
                        kind)
                .orElseThrow();
        return new Channel(database, owner, id);
    }

    static JsonNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    NewMessage says(String chat, String text) {
        return says(chat, text, null);
    }

    NewMessage says(String chat, String text, String key) {
        return new NewMessage(owner.id(), id, chat, 0, key, text(text));
    }

    NewMessage saysWithPriority(int priority, String chat, String text) {
        return new NewMessage(owner.id(), id, chat, priority, null, text(text));
    }

    /** The texts of its messages, in the order of their ids. */
    List<String> bodies() {
        return database.list(
                "SELECT body ->> 'text' FROM message WHERE user_id = ? AND channel_id = ? ORDER BY id",
                row -> row.getString(1),
                owner.id(),
                id);
    }
}
