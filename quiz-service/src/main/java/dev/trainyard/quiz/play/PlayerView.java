package dev.trainyard.quiz.play;

import java.time.Instant;
import java.util.UUID;

/** A player of a quiz. */
record PlayerView(UUID quizId, String title, String name, Instant joinedAt) {}
