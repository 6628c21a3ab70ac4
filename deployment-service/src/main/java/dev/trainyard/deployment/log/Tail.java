package dev.trainyard.deployment.log;

import dev.trainyard.kit.stream.EventFollower;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;

/** One who follows a log. Until what is on its way to them has been taken, the database is not asked for more. */
abstract class Tail extends EventFollower {

    private final UUID id;

    Tail(String user, UUID id, SseEventSink sink, Sse sse) {
        super(user, sink, sse);
        this.id = id;
    }

    /** The deployment or the run. */
    UUID id() {
        return id;
    }

    /** Says why nothing more comes, as its last event, and ends. */
    void end(String why) {
        endWith(new TailEnd(why));
    }
}
