package dev.trainyard.workout.workout;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkoutResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkoutResourceIT extends WorkoutResourceTest {}
