package dev.trainyard.workout.record;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link RecordTest} on the packaged service. */
@QuarkusIntegrationTest
class RecordIT extends RecordTest {}
