package dev.trainyard.workout.readiness;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ReadinessResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class ReadinessResourceIT extends ReadinessResourceTest {}
