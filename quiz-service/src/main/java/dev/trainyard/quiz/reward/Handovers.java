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

    // Each is a chat of its own: none waits for another.
    private NewMessage message(String creator, UUID channel, Handover payout) {
        String key = "payout-" + payout.payoutId();
        return new NewMessage(creator, channel, key, ORDINARY, key + "-" + payout.attempt(), json.valueToTree(payout));
    }
}
