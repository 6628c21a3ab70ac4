package dev.trainyard.quiz.leaderboard;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a stream of events ends. Written by the stream, which no resource method's type tells of. */
@RegisterForReflection
record StreamEnd(String why) {}
