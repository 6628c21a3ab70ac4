package dev.trainyard.quiz.message;

import static org.awaitility.Awaitility.await;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.quiz.message.Replica.Parts;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Replicas that send by a kind of channel which nobody else knows, and what came of that. */
final class Post {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database;
    private final DatabaseProbe probe;
    private final String kind = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Replica> replicas = new ArrayList<>();
    private final Queue<Sending> sent = new ConcurrentLinkedQueue<>();
    private final MessageConfig config;

    /** An attempt to send, by the clock of this process. */
    record Sending(UUID id, UUID channel, String chat, String text, int attempt, long begunNanos, long endedNanos) {}

    Post(Database database, DatabaseProbe probe, MessageConfig config) {
        this.database = database;
        this.probe = probe;
        this.config = config;
    }

    Channel channel() {
        return Channel.of(database, kind);
    }

    Channel channel(TestUser owner) {
        return Channel.of(database, owner, kind);
    }

    /** Another replica, which is looked for as long as the test lasts. */
    Replica replica(Function<Sender.Outgoing, SendOutcome> receiver) {
        Sender sender = new Sender() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public SendOutcome send(Outgoing message) {
                long begun = System.nanoTime();
                SendOutcome outcome = receiver.apply(message);
                sent.add(new Sending(
                        message.id(),
                        message.channel(),
                        message.chat(),
                        new JsonObject(message.body()).getString("text"),
                        message.attempt(),
                        begun,
                        System.nanoTime()));
                return outcome;
            }
        };
        MessageMeters meters = new MessageMeters(new SimpleMeterRegistry());
        Replica replica =
                new Replica(new Parts(new QueueStore(database, config), Map.of(kind, sender), config, probe, meters));
        replicas.add(replica);
        replica.start();
        return replica;
    }

    /** What was tried, in the order in which it ended. */
    List<Sending> sent() {
        return List.copyOf(sent);
    }

    List<String> texts() {
        return sent().stream().map(Sending::text).toList();
    }

    void awaitSent(int number) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> sent.size() >= number);
    }

    /** Until nothing of the channel is left to do. */
    void awaitSettled(Channel channel) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> states(channel).stream()
                        .allMatch(state -> List.of("sent", "dead", "cancelled").contains(state)));
    }

    List<String> states(Channel channel) {
        return database.list(
                "SELECT state FROM message WHERE user_id = ? AND channel_id = ? ORDER BY id",
                row -> row.getString(1),
                channel.owner().id(),
                channel.id());
    }

    List<String> reasons(Channel channel) {
        return database.list(
                "SELECT reason FROM message WHERE user_id = ? AND channel_id = ? ORDER BY id",
                row -> row.getString(1),
                channel.owner().id(),
                channel.id());
    }

    static SendOutcome takes(Sender.Outgoing message) {
        return new SendOutcome.Sent("ref-" + message.chat());
    }

    static List<NewMessage> many(Channel channel, int number, int chats) {
        return IntStream.range(0, number)
                .mapToObj(i -> channel.says("c" + i % chats, Integer.toString(i)))
                .toList();
    }

    void close() throws InterruptedException {
        for (Replica replica : replicas) {
            replica.halt();
        }
    }

    /** Quick to try again and to give up. */
    record TestConfig(int workers, Duration lease, Duration retryAfter, int maxFailures) implements MessageConfig {

        static final TestConfig USUAL = new TestConfig(10, Duration.ofSeconds(30), Duration.ofMillis(20), 3);

        TestConfig withWorkers(int number) {
            return new TestConfig(number, lease, retryAfter, maxFailures);
        }

        TestConfig withLease(Duration other) {
            return new TestConfig(workers, other, retryAfter, maxFailures);
        }

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public int maxTaken() {
            return 1_000;
        }

        @Override
        public int maxTrain() {
            return 100;
        }

        @Override
        public Duration pollEvery() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration retryAfterAtMost() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration longest() {
            return Duration.ofDays(3);
        }

        @Override
        public int maxWaiting() {
            return 10_000;
        }

        @Override
        public String countEvery() {
            return "5s";
        }

        @Override
        public Duration retention() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration stopWithin() {
            return Duration.ofSeconds(4);
        }
    }
}
