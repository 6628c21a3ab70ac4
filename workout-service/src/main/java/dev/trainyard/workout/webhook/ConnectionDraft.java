package dev.trainyard.workout.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client says of a connection: what it calls it. */
@Schema(examples = """
        {"name": "my band"}""")
record ConnectionDraft(@NotNull @Size(min = 1, max = 120) String name) {}
