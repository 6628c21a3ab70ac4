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

    private final Messages messages;
    private final ObjectMapper json;

    Handovers(Messages messages, ObjectMapper json) {
        this.messages = messages;
        this.json = json;
    }

    /** In the transaction that they are owed by, and once for each attempt. */
    void enqueue(String creator, UUID channel, List<Handover> payouts) {
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
    private NewMessage message(String creator, UUID channel, Handover payout) {
        return new NewMessage(
                creator,
                channel,
                "payout-" + payout.payoutId(),
                ORDINARY,
                key(payout.payoutId(), payout.attempt()),
                json.valueToTree(payout));
    }

    // A trigger of table message reads it.
    private static String key(UUID payout, int attempt) {
        return "payout-" + payout + "-" + attempt;
    }
}
