package dev.trainyard.workout.record;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link RecordHistoryTest} on the packaged service. */
@QuarkusIntegrationTest
class RecordHistoryIT extends RecordHistoryTest {}
