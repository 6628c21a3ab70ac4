package dev.trainyard.workout.bodyweight;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link BodyWeightTest} on the packaged service. */
@QuarkusIntegrationTest
class BodyWeightIT extends BodyWeightTest {}
