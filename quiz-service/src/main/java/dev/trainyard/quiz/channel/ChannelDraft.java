package dev.trainyard.quiz.channel;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What its owner says of a new channel.
 *
 * @param botToken of Telegram only, where it is needed
 * @param url of a webhook only, where it is needed
 */
@Schema(examples = """
        {"kind": "telegram", "name": "Club bot", "botToken": "123456789:AAExampleExampleExampleExampleExample"}""")
record ChannelDraft(
        @NotNull ChannelKind kind,

        @NotNull @Size(min = 1, max = 100) @Pattern(regexp = ChannelRules.NOT_BLANK, message = "must not be blank")
        String name,

        @Schema(description = "As @BotFather gives it; kept encrypted, and never shown")
        String botToken,

        @Schema(description = "An http or https address that is public", examples = "https://example.org/hooks/quiz")
        String url) {

    @Override
    public String toString() {
        return "ChannelDraft " + kind;
    }
}
