package dev.trainyard.workout.set;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link SetResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class SetResourceIT extends SetResourceTest {}
