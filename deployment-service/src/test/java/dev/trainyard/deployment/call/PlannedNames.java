package dev.trainyard.deployment.call;

import dev.trainyard.kit.outward.NameLookup;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Names whose addresses a test says: those of the first question, then those of the second, and so on. */
@Mock
@ApplicationScoped
class PlannedNames implements NameLookup {

    private final Map<String, Queue<List<InetAddress>>> planned = new ConcurrentHashMap<>();

    void plan(String name, String... addresses) {
        planned.computeIfAbsent(name, fresh -> new ConcurrentLinkedQueue<>())
                .add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    int left(String name) {
        return planned.get(name).size();
    }

    @Override
    public List<InetAddress> addresses(String name, Duration timeout) throws UnknownHostException {
        Queue<List<InetAddress>> answers = planned.get(name);
        if (answers == null || answers.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return answers.remove();
    }
}
