package dev.trainyard.workout.link;

import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.resolution.Candidate;
import java.util.List;

/**
 * An exercise that stands for none of the catalogue, and what it may be.
 *
 * @param candidates the likeliest first, at most three
 */
record SuggestionView(ExerciseView exercise, List<Candidate> candidates) {}
