package dev.trainyard.workout.plate;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link GymTest} on the packaged service. */
@QuarkusIntegrationTest
class GymIT extends GymTest {}
