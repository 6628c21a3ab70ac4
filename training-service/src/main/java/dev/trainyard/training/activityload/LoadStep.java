package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One step on the way to a load: what it gives, how, and what comes out. */
record LoadStep(
        @Schema(examples = "minutes") String name,
        @Schema(examples = "3600 s / 60") String calculation,
        @Schema(examples = "60") BigDecimal value) {}
