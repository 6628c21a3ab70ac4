package dev.trainyard.quiz.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What its owner sees of a channel: no secret. */
@JsonInclude
record ChannelView(
        UUID id,
        ChannelKind kind,
        String name,

        @Schema(description = "Where a webhook goes; null for other kinds")
        String url,

        @Schema(description = "Until when its messages wait because the receiver asked for it; null when they do not")
        Instant pausedUntil,

        Instant createdAt,
        Instant updatedAt) {}
