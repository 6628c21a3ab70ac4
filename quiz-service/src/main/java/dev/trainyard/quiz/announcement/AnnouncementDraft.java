package dev.trainyard.quiz.announcement;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a quiz is told of, and when. The bounds mirror the check constraints of table announcement. */
@Schema(examples = """
        {"channelId": "6f2c1c8e-5d0f-4a53-8b0c-0d9f6f1f2a11", "chat": "-1001234567890", "on": ["opened", "leaderboard"]}""")
record AnnouncementDraft(
        @NotNull UUID channelId,

        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String chat,

        @Schema(description = "Each is told of once, when it comes") @NotNull @Size(min = 1)
        Set<@NotNull AnnouncedMoment> on) {}
