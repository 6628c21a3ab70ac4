package dev.trainyard.workout.set;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link SetBatchTest} on the packaged service. */
@QuarkusIntegrationTest
class SetBatchIT extends SetBatchTest {}
