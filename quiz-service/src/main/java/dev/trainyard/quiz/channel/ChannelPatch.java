package dev.trainyard.quiz.channel;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What its owner changes of a channel; what is not there, or null, stays. */
@Schema(examples = """
        {"name": "Club bot, new", "botToken": "123456789:AAExampleExampleExampleExampleExample"}""")
record ChannelPatch(
        @Size(min = 1, max = 100) @Pattern(regexp = ChannelRules.NOT_BLANK, message = "must not be blank")
        String name,

        String botToken,
        String url) {

    @Override
    public String toString() {
        return "ChannelPatch";
    }
}
