package dev.trainyard.workout.resolution;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ResolveTest} on the packaged service. */
@QuarkusIntegrationTest
class ResolveIT extends ResolveTest {}
