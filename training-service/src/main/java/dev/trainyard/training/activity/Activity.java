package dev.trainyard.training.activity;

import java.time.Instant;
import java.util.UUID;

/** An activity as it is stored: what its user set, and what we keep about it. */
record Activity(UUID id, long version, ActivityDraft draft, Instant createdAt, Instant updatedAt) {}
