package dev.trainyard.workout.recovery;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link RecoveryResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class RecoveryResourceIT extends RecoveryResourceTest {}
