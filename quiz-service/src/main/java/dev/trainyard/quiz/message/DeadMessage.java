package dev.trainyard.quiz.message;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A dead message as an admin sees it: whose it is and why, not what it says. Served by a route, which Quarkus does not see. */
@RegisterForReflection
record DeadMessage(
        String userId,
        UUID id,
        UUID channelId,
        String kind,
        String chat,
        int failures,
        String reason,
        Instant createdAt,
        Instant settledAt) {}
