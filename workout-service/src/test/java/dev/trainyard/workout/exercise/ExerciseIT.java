package dev.trainyard.workout.exercise;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ExerciseTest} on the packaged service. */
@QuarkusIntegrationTest
class ExerciseIT extends ExerciseTest {}
