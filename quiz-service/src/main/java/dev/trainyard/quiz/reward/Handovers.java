package dev.trainyard.quiz.reward;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.quiz.message.Messages;
import dev.trainyard.quiz.message.NewMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Hands payouts to the queue, which delivers them to the payout webhook. */
@ApplicationScoped
class Handovers {

    private static final int ORDINARY = 0;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    // A hundred thousand messages are some 100 MB as JSON.
    private static final int AT_ONCE = 1_000;

    private final PayoutStore payouts;
    private final Messages messages;
    private final ObjectMapper json;

    Handovers(PayoutStore payouts, Messages messages, ObjectMapper json) {
        this.payouts = payouts;
        this.messages = messages;
        this.json = json;
    }

    /**
     * Hands over what is owed for a quiz, in the transaction that it is owed by, and once for each attempt. Nobody else
     * settles those payouts until the transaction ends.
     */
    void enqueue(String creator, UUID channel, UUID quiz) {
        List<PayoutView> page;
        UUID last = BEFORE_ALL;
        do {
            page = payouts.lockPending(creator, quiz, last, AT_ONCE);
            enqueue(creator, channel, page);
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == AT_ONCE);
    }

    /** Hands payouts over, in the transaction that they are owed by, and once for each attempt. */
    void enqueue(String creator, UUID channel, List<PayoutView> payouts) {
        messages.enqueue(payouts.stream()
                .map(payout -> message(creator, channel, payout))
                .toList());
    }

    /** Keeps what the channel has of payouts as it is until the transaction ends; before anything of them is changed. */
    void hold(String creator, UUID channel) {
        messages.hold(creator, channel);
    }

    /** Whether the last attempt of a payout does not go out any more, or has; its channel must be held. */
    boolean takeBack(String creator, PayoutView payout) {
        return messages.takeBack(creator, key(payout.id(), payout.attempt()));
    }

    // Each is a chat of its own: none waits for another.
    private NewMessage message(String creator, UUID channel, PayoutView payout) {
        return new NewMessage(
                creator,
                channel,
                "payout-" + payout.id(),
                ORDINARY,
                key(payout.id(), payout.attempt()),
                json.valueToTree(Handover.of(payout)));
    }

    // A trigger of table message reads it.
    private static String key(UUID payout, int attempt) {
        return "payout-" + payout + "-" + attempt;
    }
}
