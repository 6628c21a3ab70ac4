package dev.trainyard.workout.sleep;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link SleepResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class SleepResourceIT extends SleepResourceTest {}
