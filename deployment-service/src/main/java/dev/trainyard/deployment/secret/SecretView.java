package dev.trainyard.deployment.secret;

import java.time.Instant;

/** What is shown of a secret: all but its value, which nobody sees again. */
record SecretView(String name, Instant createdAt, Instant updatedAt) {}
