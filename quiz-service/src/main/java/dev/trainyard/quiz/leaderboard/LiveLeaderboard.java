package dev.trainyard.quiz.leaderboard;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The top of a leaderboard, the same for all who follow it. Written by the stream, which no resource method's type tells of.
 *
 * @param isFinal whether the quiz is closed, and nothing changes any more
 * @param players how many have a place
 */
@RegisterForReflection
record LiveLeaderboard(boolean isFinal, int players, List<PlaceView> items) {}
