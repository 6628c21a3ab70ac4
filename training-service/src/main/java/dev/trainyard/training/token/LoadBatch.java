package dev.trainyard.training.token;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Tokens of many users to be loaded together. */
record LoadBatch(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid TokenReference> tokens) {}
