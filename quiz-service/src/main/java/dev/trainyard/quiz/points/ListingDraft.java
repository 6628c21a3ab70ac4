package dev.trainyard.quiz.points;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether others may see a user's name, points and rank. */
@Schema(examples = """
        {"listed": false}""")
record ListingDraft(@NotNull Boolean listed) {}
