package dev.trainyard.quiz.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.webhook.Signature;
import dev.trainyard.quiz.channel.ChannelStore.Closed;
import dev.trainyard.quiz.message.Messages;
import dev.trainyard.quiz.message.NewMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The rules of channels. What is secret leaves here encrypted to the database, and a webhook's once to its owner. */
@ApplicationScoped
public class Channels {

    private static final int SECRET_BYTES = 32;
    private static final int BEFORE_ORDINARY_ONES = 10;

    private final ChannelStore channels;
    private final ChannelRules rules;
    private final ChannelCipher cipher;
    private final Messages messages;
    private final SecureRandom random = new SecureRandom();

    Channels(ChannelStore channels, ChannelRules rules, ChannelCipher cipher, Messages messages) {
        this.channels = channels;
        this.rules = rules;
        this.cipher = cipher;
        this.messages = messages;
    }

    /**
     * Makes a channel.
     *
     * @throws Problem 400 when its kind needs something else, 409 when the user has too many
     */
    NewChannel create(String user, ChannelDraft draft) {
        rules.check(draft);
        UUID id = UUID.randomUUID();
        String signing = draft.kind() == ChannelKind.WEBHOOK ? secret() : null;
        String secret = draft.kind() == ChannelKind.TELEGRAM ? draft.botToken() : signing;
        ChannelView channel = channels.add(
                        user, id, draft, draft.kind().receiver(secret), cipher.closed(user, id, secret))
                .orElseThrow(() -> Problem.conflict(
                        "too-many-channels", "There are " + ChannelStore.MOST_OF_A_USER + " channels already."));
        return new NewChannel(channel, signing == null ? null : Signature.PREFIX + signing);
    }

    Page<ChannelView> list(String user, PageQuery page) {
        return channels.list(user, page);
    }

    ChannelView read(String user, UUID id) {
        return channels.find(user, id).orElseThrow(Channels::absent);
    }

    /**
     * Changes a channel; messages that are sent from now on go out by what it is then.
     *
     * @throws Problem 404 when it is not the user's, 400 when its kind has no such thing
     */
    ChannelView change(String user, UUID id, ChannelPatch patch) {
        ChannelKind kind = read(user, id).kind();
        rules.check(kind, patch);
        String token = patch.botToken();
        String receiver = token == null ? null : kind.receiver(token);
        return channels.change(user, id, patch.name(), patch.url(), receiver, cipher.closed(user, id, token))
                .orElseThrow(Channels::absent);
    }

    /**
     * Gives a webhook another secret; from now on nothing is signed with the old one.
     *
     * @throws Problem 404 when it is not the user's, 409 when it is no webhook
     */
    NewChannel rotate(String user, UUID id) {
        if (read(user, id).kind() != ChannelKind.WEBHOOK) {
            throw Problem.conflict("channel-has-no-such-secret", "Only a webhook has a secret that is made here.");
        }
        String signing = secret();
        Closed closed = cipher.closed(user, id, signing);
        return new NewChannel(
                channels.change(user, id, null, null, null, closed).orElseThrow(Channels::absent),
                Signature.PREFIX + signing);
    }

    /**
     * Removes a channel; what it has sent follows by and by.
     *
     * @throws Problem 404 when it is not the user's, 409 when messages wait for it
     */
    @Transactional
    void delete(String user, UUID id) {
        if (!channels.lock(user, id)) {
            throw absent();
        }
        if (!channels.removeIdle(user, id)) {
            throw Problem.conflict(
                    "channel-in-use", "Messages wait for this channel: let them be sent, or cancel them.");
        }
    }

    /**
     * Puts a message into the queue that says no more than that it came.
     *
     * @throws Problem 404 when it is not the user's, 400 when it has no such chat, 409 when too many of the user's wait
     */
    UUID test(String user, UUID id, TestMessage message) {
        checkChat(user, id, message.chat(), Channels::absent);
        if (messages.isFull(user)) {
            throw Problem.conflict("too-many-messages", "Too many of your messages wait to be sent.");
        }
        return messages.enqueue(List.of(new NewMessage(
                        user,
                        id,
                        message.chat(),
                        BEFORE_ORDINARY_ONES,
                        null,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("event", "channel.test")
                                .put("text", "This channel works."))))
                .getFirst();
    }

    /**
     * Checks that a chat may be one of a user's channel.
     *
     * @param absent what is thrown when the channel is not the user's
     * @throws Problem 400 when it is none as the channel's kind has them
     */
    public void checkChat(String user, UUID id, String chat, Supplier<Problem> absent) {
        ChannelView channel = channels.find(user, id).orElseThrow(absent);
        String objection = ChannelRules.objection(channel.kind(), chat);
        if (objection != null) {
            throw Problem.invalid(Violation.inBody("/chat", objection));
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Problem absent() {
        return Problem.notFound("message channel");
    }
}
