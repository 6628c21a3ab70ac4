package dev.trainyard.quiz.message;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.quiz.message.Post.Sending;
import dev.trainyard.quiz.message.Post.TestConfig;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What replicas promise of a message, whatever its receiver does. */
@QuarkusTest
class ReplicaTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    @Inject
    DatabaseProbe probe;

    private Post post;

    @AfterEach
    void close() throws InterruptedException {
        post.close();
    }

    private Post post(MessageConfig config) {
        post = new Post(database, probe, config);
        return post;
    }

    @Test
    void messageIsSentOnce() {
        Channel bot = post(TestConfig.USUAL).channel();
        UUID id = messages.enqueue(List.of(bot.says("7", "hello"))).getFirst();
        post.replica(Post::takes);

        post.awaitSettled(bot);

        assertEquals(1, post.sent().size());
        Sending only = post.sent().getFirst();
        assertEquals(new Sending(id, bot.id(), "7", "hello", 1, only.begunNanos(), only.endedNanos()), only);
        assertEquals(List.of("sent"), post.states(bot));
    }

    @Test
    void everyMessageOfManyIsSentOnceByAnyNumberOfReplicas() {
        Channel bot = post(TestConfig.USUAL).channel();
        List<UUID> ids = messages.enqueue(Post.many(bot, 5_000, 700));
        IntStream.range(0, 3).forEach(i -> post.replica(Post::takes));

        post.awaitSettled(bot);

        assertEquals(5_000, post.sent().size());
        assertEquals(new HashSet<>(ids), post.sent().stream().map(Sending::id).collect(Collectors.toSet()));
    }

    @Test
    void messagesOfAChatAreSentInOrderWhateverFailsOnTheWay() {
        Channel bot = post(TestConfig.USUAL).channel();
        Random luck = new Random(7);
        Function<Sender.Outgoing, SendOutcome> moody = message -> {
            synchronized (luck) {
                return luck.nextInt(10) == 0 && message.attempt() < 3
                        ? new SendOutcome.TryAgain("moody")
                        : Post.takes(message);
            }
        };
        IntStream.range(0, 3).forEach(i -> post.replica(moody));

        IntStream.range(0, 10).forEach(i -> messages.enqueue(Post.many(bot, 50, 10)));
        post.awaitSettled(bot);

        List<Sending> tried = post.sent();
        assertTrue(tried.size() > 500);
        Map<String, List<UUID>> byChat = tried.stream()
                .collect(Collectors.groupingBy(Sending::chat, Collectors.mapping(Sending::id, Collectors.toList())));
        byChat.forEach((chat, ids) -> assertEquals(ids.stream().sorted().toList(), ids, chat));
        assertEquals(Collections.nCopies(500, "sent"), post.states(bot));
    }

    @Test
    void chatIsSentToByOneAtATime() {
        Channel bot = post(TestConfig.USUAL).channel();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Function<Sender.Outgoing, SendOutcome> receiver = message -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            atOnce.decrementAndGet();
            return Post.takes(message);
        };
        post.replica(receiver);
        post.replica(receiver);

        IntStream.range(0, 100).forEach(i -> messages.enqueue(List.of(bot.says("7", Integer.toString(i)))));
        post.awaitSettled(bot);

        assertEquals(1, most.get());
        assertEquals(IntStream.range(0, 100).mapToObj(Integer::toString).toList(), post.texts());
    }

    @Test
    void messageThatIsReplayedDoesNotGoBesideALaterOneOfItsChat() throws Exception {
        Channel bot = post(TestConfig.USUAL).channel();
        List<UUID> ids = messages.enqueue(List.of(bot.says("7", "older"), bot.says("7", "later")));
        become(bot, ids.getFirst(), "state = 'dead', settled_at = now()");
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        post.replica(message -> {
            if (message.id().equals(ids.get(1))) {
                under.countDown();
                awaitQuietly(goOn);
            }
            return Post.takes(message);
        });
        assertTrue(under.await(10, TimeUnit.SECONDS));

        become(bot, ids.getFirst(), "state = 'ready', settled_at = NULL");
        messages.enqueue(List.of(bot.says("8", "other chat")));
        post.awaitSent(1);

        // Whoever took the other one has seen this one before.
        assertEquals(List.of("ready", "sending", "sent"), statesOnceSettled(bot, 2));
        goOn.countDown();
        post.awaitSettled(bot);
        assertEquals(List.of("other chat", "later", "older"), post.texts());
    }

    @Test
    void higherPriorityIsSentFirst() {
        Channel bot = post(TestConfig.USUAL.withWorkers(1)).channel();
        messages.enqueue(List.of(
                bot.saysWithPriority(0, "1", "ordinary"),
                bot.saysWithPriority(-5, "2", "low"),
                bot.saysWithPriority(5, "3", "high")));

        post.replica(Post::takes);
        post.awaitSettled(bot);

        assertEquals(List.of("high", "ordinary", "low"), post.texts());
    }

    @Test
    void orderOfAChatComesBeforePriority() {
        Channel bot = post(TestConfig.USUAL.withWorkers(1)).channel();
        messages.enqueue(List.of(bot.saysWithPriority(0, "1", "first"), bot.saysWithPriority(5, "1", "second")));

        post.replica(Post::takes);
        post.awaitSettled(bot);

        assertEquals(List.of("first", "second"), post.texts());
    }

    @Test
    void messageThatFailsForEverIsDead() {
        Channel bot = post(TestConfig.USUAL).channel();
        messages.enqueue(List.of(bot.says("7", "bad"), bot.says("7", "good")));

        post.replica(
                message -> message.body().contains("bad") ? new SendOutcome.TryAgain("HTTP 502") : Post.takes(message));
        post.awaitSettled(bot);

        assertEquals(List.of("bad", "bad", "bad", "good"), post.texts());
        assertEquals(
                List.of(1, 2, 3, 1), post.sent().stream().map(Sending::attempt).toList());
        assertEquals(List.of("dead", "sent"), post.states(bot));
        assertEquals("HTTP 502", post.reasons(bot).getFirst());
    }

    @Test
    void messageThatIsRefusedIsDeadAtOnce() {
        Channel bot = post(TestConfig.USUAL).channel();
        messages.enqueue(List.of(bot.says("7", "bad"), bot.says("7", "good")));

        post.replica(message ->
                message.body().contains("bad") ? new SendOutcome.Refused("no such chat\0\ud800") : Post.takes(message));
        post.awaitSettled(bot);

        assertEquals(List.of("bad", "good"), post.texts());
        assertEquals(List.of("dead", "sent"), post.states(bot));
        assertEquals("no such chat", post.reasons(bot).getFirst());
    }

    @Test
    void senderThatBreaksIsAFailure() {
        Channel bot = post(TestConfig.USUAL).channel();
        messages.enqueue(List.of(bot.says("7", "hello")));

        post.replica(message -> {
            throw new IllegalStateException("broken");
        });
        post.awaitSettled(bot);

        assertEquals(List.of("dead"), post.states(bot));
        assertEquals(List.of("the sender failed"), post.reasons(bot));
    }

    @Test
    void senderThatBreaksDownLeavesItsWorkerToOthers() {
        Channel bot = post(TestConfig.USUAL.withWorkers(2)).channel();
        messages.enqueue(Post.many(bot, 5, 5));
        Replica replica = post.replica(message -> {
            Thread.currentThread().interrupt();
            throw new StackOverflowError();
        });

        post.awaitSettled(bot);

        assertEquals(Collections.nCopies(5, "dead"), post.states(bot));
        assertEquals(Collections.nCopies(5, "the sender failed"), post.reasons(bot));
        assertEquals(2, replica.workers());
    }

    @Test
    void clerkGoesOnAfterAnError() {
        // It is asked for by the constructor, and then by each round.
        Channel bot = post(breaksAt("pollEvery", 2)).channel();
        messages.enqueue(List.of(bot.says("7", "hello")));

        post.replica(Post::takes);
        post.awaitSettled(bot);

        assertEquals(List.of("hello"), post.texts());
    }

    @Test
    void clerkThatEndsIsSeen() throws Exception {
        post(TestConfig.USUAL);
        Replica replica = post.replica(Post::takes);
        await().until(() -> replica.finishedARoundWithin(Duration.ofMinutes(1)));

        replica.halt();

        await().until(() -> !replica.finishedARoundWithin(Duration.ofMillis(1)));
    }

    @Test
    void receiverThatWantsLessPausesTheWholeChannelForAllReplicas() {
        Channel bot = post(TestConfig.USUAL).channel();
        AtomicInteger slowedDown = new AtomicInteger();
        Function<Sender.Outgoing, SendOutcome> receiver =
                message -> message.chat().equals("7") && slowedDown.getAndIncrement() == 0
                        ? new SendOutcome.SlowDown(Duration.ofMillis(700), "429")
                        : Post.takes(message);
        messages.enqueue(List.of(bot.says("7", "hello")));
        post.replica(receiver);
        post.replica(receiver);
        await().until(() -> isPaused(bot));

        messages.enqueue(List.of(bot.says("8", "other chat")));
        post.awaitSettled(bot);

        Sending slowed = post.sent().getFirst();
        assertEquals(3, post.sent().size());
        assertTrue(post.sent().stream()
                .skip(1)
                .allMatch(later -> later.begunNanos() - slowed.endedNanos() >= 700_000_000));
        assertEquals(
                List.of(1, 1, 1), post.sent().stream().map(Sending::attempt).toList());
    }

    @Test
    void whatWasTakenBeforeAReceiverWantedLessIsPutBack() throws Exception {
        // Of these eight a channel has six: in the first round two chats get three messages each.
        Channel bot = post(TestConfig.USUAL.withWorkers(8)).channel();
        messages.enqueue(Post.many(bot, 6, 2));
        CountDownLatch isUnderWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        post.replica(message -> {
            if (message.chat().equals("c0")) {
                awaitQuietly(isUnderWay);
                return new SendOutcome.SlowDown(Duration.ofHours(1), "429");
            }
            isUnderWay.countDown();
            awaitQuietly(goOn);
            return Post.takes(message);
        });
        await().until(() -> isPaused(bot));

        goOn.countDown();
        await().until(() -> !post.states(bot).contains("sending"));

        assertEquals(List.of("0", "1"), post.texts());
        assertEquals(List.of("ready", "sent", "ready", "ready", "ready", "ready"), post.states(bot));
    }

    @Test
    void otherChannelsGoOnWhileOneIsPaused() {
        Channel paused = post(TestConfig.USUAL).channel();
        Channel other = post.channel();
        database.update(
                "UPDATE message_channel SET paused_until = now() + interval '1 hour' WHERE user_id = ?",
                paused.owner().id());
        messages.enqueue(List.of(paused.says("7", "waits"), other.says("7", "goes")));

        post.replica(Post::takes);
        post.awaitSettled(other);

        assertEquals(List.of("goes"), post.texts());
    }

    @Test
    void channelIsNotSentToMoreThanItsLimitInAnySecond() {
        Channel bot = limited("per_second = 10");
        messages.enqueue(Post.many(bot, 35, 35));

        IntStream.range(0, 3).forEach(i -> post.replica(Post::takes));
        post.awaitSettled(bot);

        assertAtMost(10, Duration.ofSeconds(1), post.sent());
    }

    @Test
    void chatIsNotSentToFasterThanItsPause() {
        Channel bot = limited("chat_pause_ms = 300");
        messages.enqueue(Post.many(bot, 8, 2));

        post.replica(Post::takes);
        post.replica(Post::takes);
        post.awaitSettled(bot);

        post.sent().stream().collect(Collectors.groupingBy(Sending::chat)).forEach((chat, sendings) -> {
            assertEquals(4, sendings.size());
            assertAtMost(1, Duration.ofMillis(300), sendings);
        });
    }

    @Test
    void groupIsNotSentToMoreThanItsLimitInAnyMinute() {
        Channel bot = limited("group_per_minute = 20");
        sentBefore(bot, "-100", 20, "59 seconds");
        sentBefore(bot, "100", 20, "59 seconds");
        messages.enqueue(List.of(bot.says("-100", "group"), bot.says("100", "person")));
        long begun = System.nanoTime();

        post.replica(Post::takes);
        post.awaitSettled(bot);

        assertEquals(List.of("person", "group"), post.texts());
        assertTrue(post.sent().get(1).begunNanos() - begun > 500_000_000);
    }

    @Test
    void groupWithRoomInItsMinuteIsSentTo() {
        Channel bot = limited("group_per_minute = 20");
        sentBefore(bot, "-100", 18, "10 seconds");
        messages.enqueue(List.of(bot.says("-100", "1"), bot.says("-100", "2"), bot.says("-100", "3")));

        post.replica(Post::takes);
        post.awaitSent(2);
        await().until(() -> post.states(bot).equals(List.of("sent", "sent", "later")));

        assertEquals(List.of("1", "2"), post.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-100", "@club"})
    void groupIsNotSentToMoreThanItsLimitHoweverItIsCalled(String group) {
        Channel bot = limited("group_per_minute = 20");
        sentBefore(bot, group, 20, "10 seconds");
        messages.enqueue(List.of(bot.says(group, "group"), bot.says("100", "person")));

        post.replica(Post::takes);
        post.awaitSent(1);
        await().until(() -> post.states(bot).equals(List.of("later", "sent")));

        assertEquals(List.of("person"), post.texts());
    }

    @Test
    void channelsThatShareAReceiverShareItsLimitInAnySecond() {
        List<Channel> channels = sharing(3, "per_second = 10");
        channels.forEach(channel -> messages.enqueue(Post.many(channel, 12, 12)));

        IntStream.range(0, 3).forEach(i -> post.replica(Post::takes));
        channels.forEach(post::awaitSettled);

        assertEquals(36, post.sent().size());
        assertAtMost(10, Duration.ofSeconds(1), post.sent());
    }

    @Test
    void channelsThatShareAReceiverShareThePauseOfAChat() {
        List<Channel> channels = sharing(3, "chat_pause_ms = 300");
        channels.forEach(channel -> messages.enqueue(Post.many(channel, 3, 1)));

        IntStream.range(0, 3).forEach(i -> post.replica(Post::takes));
        channels.forEach(post::awaitSettled);

        assertEquals(9, post.sent().size());
        assertAtMost(1, Duration.ofMillis(300), post.sent());
    }

    @Test
    void channelsThatShareAReceiverShareTheLimitOfAGroup() {
        List<Channel> channels = sharing(2, "group_per_minute = 20");
        channels.forEach(channel -> sentBefore(channel, "-100", 10, "10 seconds"));
        messages.enqueue(List.of(
                channels.getFirst().says("-100", "group"), channels.getFirst().says("-200", "other group")));

        post.replica(Post::takes);
        post.awaitSent(1);
        await().until(() -> post.states(channels.getFirst()).equals(List.of("later", "sent")));

        assertEquals(List.of("other group"), post.texts());
    }

    @Test
    void receiverThatWantsLessPausesAllChannelsThatShareIt() {
        List<Channel> channels = sharing(2, "per_second = 10");
        Channel slowed = channels.getFirst();
        Channel other = channels.getLast();
        AtomicInteger asked = new AtomicInteger();
        Function<Sender.Outgoing, SendOutcome> receiver = message -> asked.getAndIncrement() == 0
                ? new SendOutcome.SlowDown(Duration.ofMillis(700), "429")
                : Post.takes(message);
        messages.enqueue(List.of(slowed.says("7", "hello")));
        post.replica(receiver);
        post.replica(receiver);
        await().until(() -> isPaused(slowed));

        messages.enqueue(List.of(other.says("8", "of another")));
        post.awaitSettled(slowed);
        post.awaitSettled(other);

        assertEquals(3, post.sent().size());
        assertAtMost(1, Duration.ofMillis(700), post.sent().subList(0, 2));
    }

    @Test
    void channelsWithoutACommonReceiverHaveTheirLimitsForThemselves() {
        Channel full = limited("chat_pause_ms = 60000");
        Channel other = post.channel(full.owner());
        database.update(
                "UPDATE message_channel SET chat_pause_ms = 60000 WHERE user_id = ?",
                full.owner().id());
        sentBefore(full, "7", 1, "1 second");
        messages.enqueue(List.of(other.says("7", "hello")));

        post.replica(Post::takes);
        post.awaitSettled(other);

        assertEquals(List.of("hello"), post.texts());
    }

    @Test
    void messagesOfAChatThatHasMovedGoToTheOtherInTheirOrder() {
        Channel bot = limited("chat_pause_ms = 10");
        messages.enqueue(List.of(bot.says("-1", "1"), bot.says("-2", "2"), bot.says("-1", "3"), bot.says("-1", "4")));

        post.replica(message -> message.chat().equals("-1") ? new SendOutcome.Moved("-2") : Post.takes(message));
        post.awaitSettled(bot);
        messages.enqueue(List.of(bot.says("-1", "5")));
        post.awaitSettled(bot);

        assertEquals(Collections.nCopies(5, "sent"), post.states(bot));
        assertEquals(1, post.sent().stream().filter(to("-1")).count());
        List<String> texts =
                post.sent().stream().filter(to("-2")).map(Sending::text).toList();
        assertEquals(
                List.of("1", "3", "4", "5"),
                texts.stream().filter(text -> !text.equals("2")).toList());
        assertEquals(5, texts.size());
    }

    @Test
    void limitsOfAChatThatHasMovedAreThoseOfTheOther() {
        Channel bot = limited("group_per_minute = 20");
        sentBefore(bot, "-2", 20, "10 seconds");
        messages.enqueue(List.of(bot.says("-1", "hello")));

        post.replica(message -> message.chat().equals("-1") ? new SendOutcome.Moved("-2") : Post.takes(message));
        await().until(() -> post.states(bot).equals(List.of("later")));

        assertEquals(List.of("-1"), post.sent().stream().map(Sending::chat).toList());
    }

    @Test
    void chatThatMovesForEverIsGivenUp() {
        Channel bot = limited("per_second = 10");
        messages.enqueue(List.of(bot.says("-1", "hello")));

        post.replica(message -> new SendOutcome.Moved(message.chat().equals("-1") ? "-2" : "-1"));
        post.awaitSettled(bot);

        assertEquals(List.of("dead"), post.states(bot));
        assertEquals(3, post.sent().size());
        assertEquals(List.of("the chat is -2 now"), post.reasons(bot));
    }

    private static Predicate<Sending> to(String chat) {
        return sending -> sending.chat().equals(chat);
    }

    @Test
    void whatAKilledReplicaHadIsSentByAnother() throws Exception {
        Channel bot = post(TestConfig.USUAL.withLease(Duration.ofSeconds(1))).channel();
        List<UUID> ids = messages.enqueue(Post.many(bot, 500, 100));
        CountDownLatch under = new CountDownLatch(5);
        AtomicInteger number = new AtomicInteger();
        Replica killed = post.replica(message -> {
            if (number.incrementAndGet() > 50) {
                under.countDown();
                awaitInterruption();
            }
            return Post.takes(message);
        });
        assertTrue(under.await(10, TimeUnit.SECONDS));
        killed.halt();
        List<UUID> reportedByTheKilled = database.list(
                "SELECT id FROM message WHERE user_id = ? AND state = 'sent'",
                row -> row.getObject(1, UUID.class),
                bot.owner().id());
        long underWay = database.one(
                        "SELECT count(*) FROM message WHERE user_id = ? AND state = 'sending'",
                        row -> row.getLong(1),
                        bot.owner().id())
                .orElseThrow();

        post.replica(Post::takes);
        post.awaitSettled(bot);

        assertEquals(Collections.nCopies(500, "sent"), post.states(bot));
        assertEquals(new HashSet<>(ids), post.sent().stream().map(Sending::id).collect(Collectors.toSet()));
        int duplicates = post.sent().size() - 500;
        assertTrue(duplicates <= underWay, duplicates + " duplicates of " + underWay + " under way");
        reportedByTheKilled.forEach(id -> assertEquals(
                1,
                post.sent().stream().filter(sending -> sending.id().equals(id)).count()));
    }

    @Test
    void replicaThatStopsPutsBackWhatItHas() throws Exception {
        Channel bot = post(TestConfig.USUAL.withWorkers(2)).channel();
        messages.enqueue(Post.many(bot, 50, 1));
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Replica stopping = post.replica(message -> {
            under.countDown();
            awaitQuietly(goOn);
            return Post.takes(message);
        });
        assertTrue(under.await(10, TimeUnit.SECONDS));

        Thread stopper = Thread.ofVirtual().start(() -> stopQuietly(stopping));
        await().until(() -> stopper.getState() != Thread.State.RUNNABLE);
        goOn.countDown();
        stopper.join();

        List<String> states = post.states(bot);
        assertEquals("sent", states.getFirst());
        assertTrue(states.stream().noneMatch("sending"::equals), states.toString());
        post.replica(Post::takes);
        post.awaitSettled(bot);
        assertEquals(50, post.sent().size());
        assertEquals(IntStream.range(0, 50).mapToObj(Integer::toString).toList(), post.texts());
    }

    @Test
    void slowChannelLeavesWorkersForOthers() {
        Channel slow = post(TestConfig.USUAL.withWorkers(4)).channel();
        Channel quick = post.channel();
        CountDownLatch stuck = new CountDownLatch(1);
        messages.enqueue(Post.many(slow, 100, 100));
        post.replica(message -> {
            if (message.channel().equals(slow.id())) {
                awaitQuietly(stuck);
            }
            return Post.takes(message);
        });
        await().until(() -> post.states(slow).contains("sending"));

        messages.enqueue(Post.many(quick, 20, 20));
        post.awaitSettled(quick);

        assertTrue(post.states(slow).stream().noneMatch("sent"::equals));
        stuck.countDown();
    }

    @Test
    void slowChannelsOfAUserLeaveWorkersForOthers() {
        Channel slow = post(TestConfig.USUAL.withWorkers(4)).channel();
        Channel second = post.channel(slow.owner());
        Channel third = post.channel(slow.owner());
        Channel quick = post.channel();
        CountDownLatch stuck = new CountDownLatch(1);
        for (Channel channel : List.of(slow, second, third)) {
            messages.enqueue(Post.many(channel, 100, 100));
        }
        post.replica(message -> {
            if (message.user().equals(slow.owner().id())) {
                awaitQuietly(stuck);
            }
            return Post.takes(message);
        });
        await().until(() -> post.states(slow).contains("sending"));

        messages.enqueue(Post.many(quick, 20, 20));
        post.awaitSettled(quick);

        assertTrue(post.states(slow).stream().noneMatch("sent"::equals));
        stuck.countDown();
    }

    private static MessageConfig breaksAt(String setting, int time) {
        AtomicInteger asked = new AtomicInteger();
        return (MessageConfig) Proxy.newProxyInstance(
                MessageConfig.class.getClassLoader(),
                new Class<?>[] {MessageConfig.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(setting) && asked.incrementAndGet() == time) {
                        throw new LinkageError("broken");
                    }
                    return method.invoke(TestConfig.USUAL, arguments);
                });
    }

    private Channel limited(String limits) {
        Channel channel = post(TestConfig.USUAL).channel();
        database.update(
                "UPDATE message_channel SET " + limits + " WHERE user_id = ?",
                channel.owner().id());
        return channel;
    }

    /** Channels of users of their own. */
    private List<Channel> sharing(int number, String limits) {
        post(TestConfig.USUAL);
        String receiver = UUID.randomUUID().toString();
        List<Channel> channels = Stream.generate(post::channel).limit(number).toList();
        channels.forEach(channel -> database.update(
                "UPDATE message_channel SET receiver = ?, " + limits + " WHERE user_id = ?",
                receiver,
                channel.owner().id()));
        return channels;
    }

    private void sentBefore(Channel channel, String chat, int number, String ago) {
        database.update("""
                INSERT INTO message_chat (user_id, channel_id, chat, sent_at)
                VALUES (?, ?, ?, array_fill(now() - ?::interval, ARRAY[?]))
                """, channel.owner().id(), channel.id(), chat, ago, number);
    }

    private void become(Channel channel, UUID id, String change) {
        database.update(
                "UPDATE message SET " + change + " WHERE user_id = ? AND id = ?",
                channel.owner().id(),
                id);
    }

    private List<String> statesOnceSettled(Channel channel, int place) {
        await().until(() -> post.states(channel).get(place).equals("sent"));
        return post.states(channel);
    }

    private boolean isPaused(Channel channel) {
        return database.one(
                        "SELECT paused_until > now() FROM message_channel WHERE user_id = ? AND id = ?",
                        row -> row.getBoolean(1),
                        channel.owner().id(),
                        channel.id())
                .orElseThrow();
    }

    /** As the receiver sees it: from the end of one to the beginning of the one that is {@code most} later. */
    private static void assertAtMost(int most, Duration window, List<Sending> sendings) {
        List<Sending> inOrder = sendings.stream()
                .sorted((one, other) -> Long.compare(one.begunNanos(), other.begunNanos()))
                .toList();
        for (int i = 0; i + most < inOrder.size(); i++) {
            long apart = inOrder.get(i + most).begunNanos() - inOrder.get(i).endedNanos();
            assertTrue(apart >= window.toNanos(), apart + " ns between " + i + " and " + (i + most));
        }
    }

    private static void awaitInterruption() {
        awaitQuietly(new CountDownLatch(1));
        throw new IllegalStateException("killed");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stopQuietly(Replica replica) {
        try {
            replica.stop();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
