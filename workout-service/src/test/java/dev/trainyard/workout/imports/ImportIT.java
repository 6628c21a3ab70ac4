package dev.trainyard.workout.imports;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ImportTest} on the packaged service. */
@QuarkusIntegrationTest
class ImportIT extends ImportTest {}
