package dev.trainyard.workout.progression;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ProgressionTest} on the packaged service. */
@QuarkusIntegrationTest
class ProgressionIT extends ProgressionTest {}
