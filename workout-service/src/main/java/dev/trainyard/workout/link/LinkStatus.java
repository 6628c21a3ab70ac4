package dev.trainyard.workout.link;

/**
 * How many of a user's exercises stand for one of the catalogue, and why.
 *
 * @param exercises all of them
 * @param byLink because the user said so, {@code byName} and {@code byAlias} because of what they are called
 * @param rejected the user's own, and to stay so
 * @param open none of these: links may be suggested for them
 */
record LinkStatus(int exercises, int byLink, int byName, int byAlias, int rejected, int open) {}
