package dev.trainyard.quiz.message;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.quiz.message.Taken.Chat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What owners may know of their messages, and do with them. */
@ApplicationScoped
class MessageService {

    // Sorts behind every id, so that the first page is read like every other.
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final MessageStore messages;
    private final QueueStore queue;

    MessageService(MessageStore messages, QueueStore queue) {
        this.messages = messages;
        this.queue = queue;
    }

    Page<MessageSummary> list(String user, Optional<MessageStatus> status, Optional<UUID> channel, PageQuery page) {
        if (status.isPresent() && channel.isPresent()) {
            throw Problem.invalid(Violation.inQuery("channelId", "cannot be asked for together with status"));
        }
        UUID before = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL);
        int limit = page.limitPlusOne();
        List<MessageSummary> rows = status.map(only -> messages.page(user, only, before, limit))
                .or(() -> channel.map(only -> messages.ofChannel(user, only, before, limit)))
                .orElseGet(() -> messages.page(user, before, limit));
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    MessageView read(String user, UUID id) {
        return messages.find(user, id).orElseThrow(() -> Problem.notFound("message"));
    }

    /** Takes a message back that nobody has begun to send; those of its chat that were behind it go on. */
    @Transactional
    MessageView cancel(String user, UUID id) {
        List<Chat> chat = List.of(messages.chatOf(user, id).orElseThrow(() -> Problem.notFound("message")));
        queue.lock(chat);
        if (!messages.cancel(user, id)) {
            String status = read(user, id).status().code();
            throw Problem.conflict("message-is-" + status, "It is " + status + ", and cannot be taken back.");
        }
        // It may have moved while it was waited for.
        queue.advance(List.of(messages.chatOf(user, id).orElseThrow()));
        return read(user, id);
    }
}
