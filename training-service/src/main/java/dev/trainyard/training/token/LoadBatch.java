package dev.trainyard.training.token;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tokens of many users to be loaded together. */
@Schema(examples = """
        {"tokens": [{"user": "ada", "provider": "strava"}, {"user": "bob", "provider": "strava"}]}
        """)
record LoadBatch(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid TokenReference> tokens) {}
