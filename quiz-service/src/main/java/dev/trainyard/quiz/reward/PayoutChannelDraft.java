package dev.trainyard.quiz.reward;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** By which channel payouts are handed over. */
@Schema(examples = "{\"channelId\": \"01a2001c-0175-7e94-8892-6a796639681c\"}")
record PayoutChannelDraft(@NotNull UUID channelId) {}
