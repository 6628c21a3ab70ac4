package dev.trainyard.quiz.channel;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom a message is for that tries a channel. */
@Schema(examples = """
        {"chat": "-1001234567890"}""")
record TestMessage(
        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = ChannelRules.NOT_BLANK, message = "must not be blank")
        String chat) {}
