package dev.trainyard.quiz.reward;

import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who pays, for channels of kind bank: it gets what the queue sends, and knows nothing of some. */
@ApplicationScoped
class Bank implements Sender {

    private final List<JsonObject> orders = new CopyOnWriteArrayList<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    @Override
    public String kind() {
        return "bank";
    }

    @Override
    public SendOutcome send(Outgoing message) {
        JsonObject order = new JsonObject(message.body());
        orders.add(order);
        return unknown.contains(order.getString("winner"))
                ? new SendOutcome.Refused("404 Not Found")
                : new SendOutcome.Sent("order-7");
    }

    /** What it was told to pay to a winner, in order. */
    List<JsonObject> ordersFor(String winner) {
        return orders.stream()
                .filter(order -> order.getString("winner").equals(winner))
                .toList();
    }

    void forget(String winner) {
        unknown.add(winner);
    }

    void remember(String winner) {
        unknown.remove(winner);
    }
}
