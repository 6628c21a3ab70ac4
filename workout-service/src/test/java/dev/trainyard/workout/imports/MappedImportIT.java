package dev.trainyard.workout.imports;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link MappedImportTest} on the packaged service. */
@QuarkusIntegrationTest
class MappedImportIT extends MappedImportTest {}
