package dev.trainyard.quiz.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A channel whose secret was made or replaced just now. */
@JsonInclude
record NewChannel(
        ChannelView channel,

        @Schema(
                description = "What a webhook's messages are signed with, as Standard Webhooks has it; null for other"
                        + " kinds. Shown here and never again",
                examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        String secret) {

    @Override
    public String toString() {
        return "NewChannel " + channel.id();
    }
}
