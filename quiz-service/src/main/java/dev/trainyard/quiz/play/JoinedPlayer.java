package dev.trainyard.quiz.play;

/**
 * What became of a wish to join.
 *
 * @param isNew whether the player was none before
 */
record JoinedPlayer(PlayerView player, boolean isNew) {}
