package dev.trainyard.deployment.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;

/** One who follows, and takes what is sent only when the test says so. */
@QuarkusTest
class SlowReaderTest {

    @Inject
    TailStore store;

    @Inject
    MeterRegistry metrics;

    private final Reader reader = new Reader();
    private final Tail tail = new StepTail("ada", UUID.randomUUID(), 0, reader, new SseImpl());

    private static final class Reader implements SseEventSink {

        private final List<String> sent = new ArrayList<>();
        private final List<CompletableFuture<Void>> onTheWay = new ArrayList<>();
        private boolean closed;
        private boolean leaving;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (leaving) {
                throw new IllegalStateException("Already closed");
            }
            sent.add(event.getName() == null ? ":" + event.getComment() : event.getName() + " " + event.getData());
            CompletableFuture<Void> taken = new CompletableFuture<>();
            onTheWay.add(taken);
            return taken;
        }

        void take() {
            onTheWay.forEach(event -> event.complete(null));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private record Config(Duration heartbeat, Duration patience, Duration longest) implements TailConfig {

        @Override
        public String every() {
            return "off";
        }

        @Override
        public int max() {
            return 1;
        }

        @Override
        public int maxPerUser() {
            return 1;
        }
    }

    private Tails followed(Duration heartbeat, Duration patience, Duration longest) {
        Tails tails = new Tails(store, new Config(heartbeat, patience, longest), metrics);
        tails.follow((StepTail) tail);
        return tails;
    }

    @Test
    void whoTakesNothingIsDroppedWithALastEvent() {
        Tails tails = followed(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1));
        double before =
                metrics.counter("trainyard.deployment.log.tails.dropped").count();
        tails.look();
        assertEquals(List.of(":following", "end TailEnd[why=slow]"), reader.sent);
        assertTrue(reader.closed);
        assertEquals(
                1, metrics.counter("trainyard.deployment.log.tails.dropped").count() - before);
    }

    @Test
    void nothingMoreIsReadForWhoHasNotTakenTheLast() {
        followed(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        assertFalse(tail.isReady());
        reader.take();
        assertTrue(tail.isReady());
    }

    @Test
    void silenceIsBrokenByAComment() {
        Tails tails = followed(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1));
        reader.take();
        tails.look();
        assertEquals(List.of(":following", ":still here"), reader.sent);
        assertFalse(reader.closed);
    }

    @Test
    void nobodyFollowsForEver() {
        Tails tails = followed(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);
        reader.take();
        tails.look();
        assertEquals(List.of(":following", "end TailEnd[why=come-again]"), reader.sent);
        assertTrue(reader.closed);
    }

    /** As a connection that closes between the question whether it has and the next event. */
    @Test
    void whoLeavesAsTheyAreSentSomethingIsNoError() {
        Tails tails = followed(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1));
        reader.take();
        reader.leaving = true;
        tails.look();
        assertTrue(tail.isGone());
        assertFalse(tail.isStuck(Duration.ZERO));
        assertEquals(List.of(":following"), reader.sent);
    }

    @Test
    void replicaThatStopsSaysSo() {
        Tails tails = followed(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        tails.stop(null);
        assertEquals(List.of(":following", "end TailEnd[why=shutdown]"), reader.sent);
    }

    @Test
    void whoHasGoneMakesRoom() {
        Tails tails = followed(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        reader.close();
        Reader next = new Reader();
        tails.follow(new StepTail("ada", UUID.randomUUID(), 0, next, new SseImpl()));
        assertEquals(List.of(":following"), next.sent);
    }
}
